/** A span type of a project, e.g. PER: its name in files, its words on screen, its colour and its keys. */
export interface LabelDefinition {
  /** As written in BIO tags after `B-`; unique within a project. */
  readonly name: string
  /** What a person reads: "Person". */
  readonly title: string
  /** Name of a colour token (`per`, `loc`, `org`, `misc`, `hue-1` … `hue-12`). */
  readonly colour: string
  /** The letter that makes or relabels a span; the digit is its position in the list. */
  readonly key: string
}

/** The four types of Twitter-2015/2017 in the order their number keys have. */
export const DEFAULT_LABELS: readonly LabelDefinition[] = [
  { name: 'PER', title: 'Person', colour: 'per', key: 'p' },
  { name: 'LOC', title: 'Location', colour: 'loc', key: 'l' },
  { name: 'ORG', title: 'Organisation', colour: 'org', key: 'o' },
  { name: 'MISC', title: 'Miscellaneous', colour: 'misc', key: 'm' },
]

/** Labels of one project. */
export const MOST_LABELS = 40

/** Twitter-2015 writes OTHER where Twitter-2017 writes MISC; inside the program it is MISC. */
export function canonicalType(type: string): string {
  return type === 'OTHER' ? 'MISC' : type
}

/** Types as a project lists its labels, each once; those it does not know come after them, by name. */
export function inLabelOrder(types: Iterable<string>, order: readonly string[]): readonly string[] {
  const found = new Set(types)
  const others = [...found].filter((type) => !order.includes(type)).sort()
  return [...order.filter((type) => found.has(type)), ...others]
}
