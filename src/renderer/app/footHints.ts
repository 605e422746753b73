import type { Command } from './command.ts'
import { parsePress } from './keymap/binding.ts'
import { placeOf, worksWith } from './keymap/place.ts'
import type { Focus } from './keymap/place.ts'

/** A word of the foot line with its keys. One that what has the focus keeps from working holds its place, unseen. */
export interface FootHint {
  readonly word: string
  readonly keys: readonly { readonly binding: string; readonly works: boolean }[]
}

/** The foot line as a text, so that it can be compared: a hint a line, its word and its keys divided by tabs. */
export function footLine(commands: readonly Command[], focus: Focus): string {
  const hints = new Map<string, string[]>()
  for (const command of commands) {
    const { foot, where = 'page' } = command
    const [binding] = command.keys
    if (foot === undefined || binding === undefined || !command.enabled()) continue
    const works = focus === 'content' || worksWith(placeOf(where, parsePress(binding)), focus)
    hints.set(foot, [...(hints.get(foot) ?? []), `${works ? '+' : '-'}${binding}`])
  }
  return [...hints].map(([word, keys]) => [word, ...keys].join('\t')).join('\n')
}

/** The hints of a {@link footLine}. */
export function footHints(line: string): readonly FootHint[] {
  if (line === '') return []
  return line.split('\n').map((hint) => {
    const [word = '', ...keys] = hint.split('\t')
    return { word, keys: keys.map((key) => ({ binding: key.slice(1), works: key.startsWith('+') })) }
  })
}
