import { parseArgs } from 'node:util'
import { UsageError } from './usageError.ts'

/** One option of a command. Without `value` it is a switch. */
export interface OptionSpec {
  /** What stands for its value in the usage: `DIR`, `N`, `gold|predicted`. */
  readonly value?: string
  readonly help: string
  /** May be given several times, or takes several values (`--data FILE…`). */
  readonly many?: boolean
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>

/** Options every command has. */
export const COMMON_OPTIONS: OptionSpecs = {
  json: { help: 'print exactly one JSON document on stdout' },
  help: { help: 'print this help' },
}

/** What was typed after the name of the command, asked for by name and checked when it is asked. */
export interface Arguments {
  readonly positionals: readonly string[]
  has(option: string): boolean
  text(option: string): string | null
  texts(option: string): readonly string[]
  /** @throws UsageError for anything but one of `choices`. */
  choice<const C extends string, O>(option: string, choices: readonly C[], otherwise: O): C | O
  /** One character; `\\t` stands for a TAB, which is hard to type. */
  character(option: string): string | null
  /** A whole number of at least `least`. */
  integer(option: string, least: number): number | null
}

/** @throws UsageError for an unknown option, an empty argument, or a value that is missing or too many. */
export function parseArguments(argv: readonly string[], specs: OptionSpecs): Arguments {
  const { positionals, values } = parse(gatherMany(argv, specs), { ...specs, ...COMMON_OPTIONS })
  // an unset variable of a script; as a path it would be the folder one stands in
  if (positionals.includes('')) throw new UsageError('An argument is empty; expected a name or a path.')
  const texts = (option: string): readonly string[] => values[option]?.filter(isText) ?? []
  const text = (option: string): string | null => {
    const given = texts(option)
    if (given.length > 1) throw new UsageError(`--${option} was given ${given.length} times; once is enough.`)
    return given[0] ?? null
  }
  return {
    positionals,
    has: (option) => values[option] !== undefined,
    text,
    texts,
    choice: (option, choices, otherwise) => {
      const given = text(option)
      if (given === null) return otherwise
      const found = choices.find((choice) => choice === given)
      if (found !== undefined) return found
      throw new UsageError(`--${option} ${given}: expected one of ${choices.join(', ')}.`)
    },
    character: (option) => {
      const given = text(option)
      const meant = given === '\\t' ? '\t' : given
      if (meant === null || meant.length === 1) return meant
      throw new UsageError(`--${option} ${meant}: expected one character, or \\t for a TAB.`)
    },
    integer: (option, least) => {
      const given = text(option)
      if (given === null) return null
      const number = Number(given)
      if (/^\d+$/.test(given) && Number.isSafeInteger(number) && number >= least) return number
      throw new UsageError(`--${option} ${given}: expected a whole number of at least ${least}.`)
    },
  }
}

const isText = (value: string | boolean): value is string => typeof value === 'string'

type Values = Readonly<Partial<Record<string, (string | boolean)[]>>>

function parse(argv: string[], specs: OptionSpecs): { positionals: string[]; values: Values } {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { value }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: true as const,
        ...(name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  )
  try {
    return parseArgs({ args: argv, options, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(reason.split('. To specify a positional')[0] ?? reason)
  }
}

/** `--data A B` becomes `--data A --data B`: values go on until the next option. */
function gatherMany(argv: readonly string[], specs: OptionSpecs): string[] {
  const gathered: string[] = []
  let many: string | null = null
  for (const [index, argument] of argv.entries()) {
    if (argument.startsWith('-')) {
      const name = argument.slice(2)
      many = argument.startsWith('--') && specs[name]?.many === true ? name : null
    } else if (many !== null && argv[index - 1] !== `--${many}`) {
      gathered.push(`--${many}`)
    }
    gathered.push(argument)
  }
  return gathered
}
