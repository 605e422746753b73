import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Json, JsonObject } from '../../shared/domain/json.ts'

/** Reads one object of a config file field by field and complains about any that was not asked for. */
export class Fields {
  readonly #values: JsonObject
  readonly #file: string
  readonly #path: string
  readonly #asked = new Set<string>()

  constructor(value: Json, file: string, path: string) {
    this.#file = file
    this.#path = path
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.#complaint(path === '' ? 'all of it' : path.replace(/\.$/u, ''), value, 'an object')
    this.#values = value as JsonObject
  }

  names(): string[] {
    return Object.keys(this.#values)
  }

  has(name: string): boolean {
    return this.#value(name) !== null
  }

  text(name: string): string {
    const value = this.#value(name)
    if (typeof value !== 'string' || value === '') throw this.wrong(name, 'a text')
    return value
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.#value(name)
    const found = choices.find((choice) => choice === value)
    if (found === undefined) throw this.wrong(name, choices.join(' or '))
    return found
  }

  texts(name: string): string[] {
    const value = this.#value(name) ?? []
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
      throw this.wrong(name, 'a list of texts')
    return value
  }

  number(name: string, fallback: number): number {
    const value = this.#value(name) ?? fallback
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
      throw this.wrong(name, 'a number of at least 0')
    return value
  }

  whole(name: string, fallback: number): number {
    const value = this.number(name, fallback)
    if (!Number.isSafeInteger(value)) throw this.wrong(name, 'a whole number')
    return value
  }

  numberOrNull(name: string, fallback: number | null): number | null {
    if (Object.hasOwn(this.#values, name)) {
      if (this.#value(name) === null) return null
    } else if (fallback === null) return null
    return this.number(name, fallback ?? 0)
  }

  /** Every number of `defaults`, and no other field. */
  numbers<T extends { readonly [name in keyof T]: number }>(defaults: T): T {
    const read = Object.fromEntries(
      Object.entries<number>(defaults).map(([name, fallback]) => [name, this.number(name, fallback)]),
    )
    this.end()
    return read as T
  }

  object(name: string): JsonObject {
    const value = this.#value(name) ?? {}
    if (typeof value !== 'object' || Array.isArray(value)) throw this.wrong(name, 'an object')
    return value as JsonObject
  }

  fields(name: string): Fields {
    return new Fields(this.object(name), this.#file, `${this.#path}${name}.`)
  }

  list(name: string): Fields[] {
    const value = this.#value(name) ?? []
    if (!Array.isArray(value)) throw this.wrong(name, 'a list')
    return value.map((item: Json, index) => new Fields(item, this.#file, `${this.#path}${name}[${index}].`))
  }

  end(): void {
    const unknown = Object.keys(this.#values).find((name) => !this.#asked.has(name))
    if (unknown !== undefined) throw this.wrong(unknown, 'no such field')
  }

  wrong(name: string, expected: string): WorkbenchError {
    return this.#complaint(`${this.#path}${name}`, this.#values[name] ?? null, expected)
  }

  #complaint(field: string, value: Json, expected: string): WorkbenchError {
    return new WorkbenchError(
      'invalid-input',
      `${this.#file}: ${field} is ${JSON.stringify(value)}; expected ${expected}. Correct the training config.`,
    )
  }

  #value(name: string): Json {
    this.#asked.add(name)
    return this.#values[name] ?? null
  }
}
