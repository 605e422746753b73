import { matchKeybindingPress, parseKeybinding } from 'tinykeys'

/** One key press in tinykeys' parts: modifiers it needs, modifiers it does not mind, key. */
export type Press = ReturnType<typeof parseKeybinding>[number]

/** Keys of more than one letter that a keyboard has, as KeyboardEvent.key names them. */
const NAMED = new Set(
  [
    'Enter Space Tab Escape Backspace Delete Insert Home End PageUp PageDown',
    'ArrowLeft ArrowRight ArrowUp ArrowDown ContextMenu Pause',
    ...Array.from({ length: 24 }, (_, index) => `F${String(index + 1)}`),
  ].flatMap((names) => names.split(' ')),
)
/** Keys that buttons, fields and lists answer themselves while they have the focus. */
const OF_CONTROLS = new Set(
  'Enter Space Tab Home End ArrowLeft ArrowRight ArrowUp ArrowDown'
    .split(' ')
    .map((key) => key.toUpperCase()),
)
/** What a browser does before a page hears of it. */
const OF_BROWSER = new Set(['$mod+w', '$mod+t', '$mod+n', '$mod+Shift+w', '$mod+Shift+t', '$mod+Shift+n'])

/** @throws RangeError for what is no single key press */
export function parsePress(binding: string): Press {
  const [press] = parseKeybinding(binding)
  if (press === undefined) throw new RangeError(`"${binding}" is no key binding`)
  return press
}

export const matches = matchKeybindingPress

/** Whether the press leaves alone what is being typed: it needs a modifier beside Shift, or a function key. */
export function isChord([required, , key]: Press): boolean {
  return required.some((modifier) => modifier !== 'Shift') || /^F\d+$/u.test(String(key))
}

/** Whether controls need the press for themselves. */
export function isOfControls(press: Press): boolean {
  return !isChord(press) && OF_CONTROLS.has(String(press[2]).toUpperCase())
}

/** Whether one press could mean both. */
export function collide(one: string, other: string): boolean {
  const [a, b] = [parsePress(one), parsePress(other)]
  return keyOf(a) === keyOf(b) && allows(a, b) && allows(b, a)
}

function keyOf([, , key]: Press): string {
  return String(key).toUpperCase()
}

/** Whether `b` does not mind the modifiers that `a` needs. */
function allows([needed]: Press, [required, optional]: Press): boolean {
  return needed.every((modifier) => required.includes(modifier) || optional.includes(modifier))
}

/** Why a text is no binding one can use; null: it is one. */
export function bindingProblem(binding: string): string | null {
  if (/\s/u.test(binding) || binding === '') return 'is not one key press; write a space as Space'
  const parts = binding.split(/(?<=\w|\])\+/u)
  const key = parts.pop() ?? ''
  const modifier = parts.find(
    (part) => !/^(\$mod|Shift|Control|Alt|Meta|\[(Shift|Control|Alt|Meta)\])$/u.test(part),
  )
  if (modifier !== undefined)
    return `has “${modifier}” where a modifier belongs; there are $mod, Shift, Control, Alt and Meta`
  if (Array.from(key).length !== 1 && !NAMED.has(key))
    return `has “${key}” where a key belongs; write one character, or a name such as Enter, ArrowLeft or F2`
  return isOfBrowser(binding) ? 'belongs to the browser, which closes or opens windows with it' : null
}

function isOfBrowser(binding: string): boolean {
  return OF_BROWSER.has(binding.replace('Control', '$mod'))
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

/**
 * The binding that a press becomes; null for a modifier alone and for keys that make no character by themselves.
 * `$mod` is Control, on a Mac Command. A sign is bound as the sign, however the keyboard makes it.
 */
export function bindingOf(pressed: Pressed, mac = false): string | null {
  const key = pressed.key === ' ' ? 'Space' : pressed.key
  const isCharacter = Array.from(key).length === 1
  if (!isCharacter && !NAMED.has(key)) return null
  if (!isCharacter || key.toLowerCase() !== key.toUpperCase())
    return [
      ...modifiersOf(pressed, mac),
      ...(pressed.shiftKey ? ['Shift'] : []),
      isCharacter ? key.toLowerCase() : key,
    ].join('+')
  if (isMade(pressed, mac)) return `${/\d/u.test(key) ? '' : '[Control]+[Alt]+'}[Shift]+${key}`
  return [...modifiersOf(pressed, mac), '[Shift]', key].join('+')
}

function modifiersOf({ ctrlKey, altKey, metaKey }: Pressed, mac: boolean): string[] {
  return [
    (mac ? metaKey : ctrlKey) && '$mod',
    (mac ? ctrlKey : metaKey) && (mac ? 'Control' : 'Meta'),
    altKey && 'Alt',
  ].filter((name) => name !== false)
}

/** Whether the modifiers are there to make the sign: AltGr, which browsers report as Control and Alt, and Option. */
function isMade({ ctrlKey, altKey, metaKey }: Pressed, mac: boolean): boolean {
  return !metaKey && (mac ? !ctrlKey : ctrlKey === altKey)
}
