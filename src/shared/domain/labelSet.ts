import { DEFAULT_LABELS } from './labels.ts'
import type { LabelDefinition } from './labels.ts'

const HUES = 12

/**
 * Definitions for label names: the known types keep their words, colours and keys; every other name is its own title
 * and gets the next free colour and the first of its letters that no other label has taken.
 */
export function labelSet(names: readonly string[]): LabelDefinition[] {
  const known = new Map(DEFAULT_LABELS.map((label) => [label.name, label]))
  const keys = new Set(names.flatMap((name) => known.get(name)?.key ?? []))
  let hue = 0
  return names.map((name) => {
    const label = known.get(name)
    if (label !== undefined) return label
    const letters = (name.toLowerCase() + 'abcdefghijklmnopqrstuvwxyz').match(/[a-z]/g) ?? []
    const key = letters.find((letter) => !keys.has(letter)) ?? ''
    keys.add(key)
    hue += 1
    return { name, title: name, colour: `hue-${((hue - 1) % HUES) + 1}`, key }
  })
}
