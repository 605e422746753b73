import { MOST_LABELS } from '../../shared/domain/labels.ts'
/** "PER, LOC org" as names; what stands between commas or blanks, each once, in order. */
export function typeNames(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/u).filter((name) => name !== ''))]
}

/** Why these cannot be the types of a project; null: they can. */
export function typeProblem(names: readonly string[]): string | null {
  if (names.length === 0) return 'A project needs at least one type.'
  if (names.length > MOST_LABELS)
    return `A project holds at most ${MOST_LABELS} types; these are ${names.length}.`
  const long = names.find((name) => name.length > 60)
  return long === undefined ? null : `${long.slice(0, 20)}… is longer than 60 characters.`
}
