import type { Cause } from '../../shared/domain/cause.ts'

/** Names, one a line, as causes: a name that was there keeps its id, so that its cases stay with it. */
export function causesOfLines(text: string, known: readonly Cause[]): readonly Cause[] {
  const names = [...new Set(text.split('\n').map((line) => line.trim().slice(0, 60)))]
  const taken = new Set(known.map(({ id }) => id))
  return names
    .filter((name) => name !== '')
    .map((name) => {
      const before = known.find((cause) => cause.name === name)
      if (before !== undefined) return before
      const id = freeId(slugOf(name), taken)
      taken.add(id)
      return { id, name }
    })
}

function slugOf(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['cause']
  return words.join('-').slice(0, 50)
}

function freeId(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(stem)) return stem
  for (let copy = 2; ; copy++) if (!taken.has(`${stem}-${copy}`)) return `${stem}-${copy}`
}
