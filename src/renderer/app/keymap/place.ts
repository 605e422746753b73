import { isChord, isOfControls } from './binding.ts'
import type { Press } from './binding.ts'

/**
 * Where a key works. `page`: unless someone is typing. `content`: only while no button or field has the focus. `always`:
 * even while typing or in a dialogue.
 */
export type Place = 'page' | 'content' | 'always'

/** What has the focus: text being typed, a control with keys of its own, an open dialogue, or the content itself. */
export type Focus = 'typing' | 'dialog' | 'control' | 'content'

/** No key, whoever chose it, takes from a control what it needs, nor from what is being typed. */
export function placeOf(wanted: Place, press: Press): Place {
  if (isChord(press)) return wanted
  return isOfControls(press) ? 'content' : wanted === 'always' ? 'page' : wanted
}

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'content'
  if (target.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable]')) return 'typing'
  if (document.querySelector('dialog:modal') !== null) return 'dialog'
  return target.closest('button, a[href], select, input, [role=menu]') === null ? 'content' : 'control'
}

export function worksWith(place: Place, focus: Focus): boolean {
  if (place === 'always' || focus === 'content') return true
  return focus === 'control' && place !== 'content'
}

/** Tells when something else has the focus. Returns the function that stops listening. */
export function onFocusMove(listener: () => void): () => void {
  const leave = ({ relatedTarget }: FocusEvent): void => {
    // Where it goes to says so itself.
    if (relatedTarget === null) listener()
  }
  document.addEventListener('focusin', listener)
  document.addEventListener('focusout', leave)
  return () => {
    document.removeEventListener('focusin', listener)
    document.removeEventListener('focusout', leave)
  }
}
