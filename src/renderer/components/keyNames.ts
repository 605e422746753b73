import { IS_MAC } from './isMac.ts'

const NAMES: Readonly<Record<string, string>> = {
  $mod: 'Ctrl',
  Control: 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
}

const NAMES_ON_MAC: Readonly<Record<string, string>> = { ...NAMES, $mod: 'Cmd', Meta: 'Cmd', Alt: 'Option' }

/** Characters that only Shift reaches on most keyboards: the binding needs Shift, the keyboard prints the character. */
const SHIFTED = new Set(['?', '{', '}', '+'])

/** A binding in tinykeys' notation ("Shift+ArrowRight") as the names printed on keys (["Shift", "→"]). */
export function keyNames(binding: string, mac = IS_MAC): string[] {
  const names = mac ? NAMES_ON_MAC : NAMES
  const parts = binding.split(/(?<=\w|\])\+/u).filter((part) => !/^\[\w+\]$/u.test(part))
  const last = parts.at(-1) ?? ''
  const shown = SHIFTED.has(last) ? parts.filter((part) => part !== 'Shift') : parts
  return shown.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}

const SPOKEN: Readonly<Record<string, string>> = {
  '←': 'Left arrow',
  '→': 'Right arrow',
  '↑': 'Up arrow',
  '↓': 'Down arrow',
}

/** The same in one line to be read out or written in a sentence ("Shift+Right arrow"). */
export function keyWords(binding: string): string {
  return keyNames(binding)
    .map((name) => SPOKEN[name] ?? name)
    .join('+')
}

/** The same for `aria-keyshortcuts`, whose words are KeyboardEvent.key values. */
export function ariaKeys(bindings: readonly string[], mac = IS_MAC): string {
  const modifier = mac ? 'Meta' : 'Control'
  return bindings.map((binding) => binding.replace('$mod', modifier).replace(/\[\w+\]\+/gu, '')).join(' ')
}
