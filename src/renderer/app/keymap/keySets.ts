export type KeySetName = 'default' | 'vim' | 'arrows'

/** A ready-made set of keys: what it changes of the keys that commands come with. */
export interface KeySet {
  readonly title: string
  /** What it is like, in a line. */
  readonly about: string
  /** By id of the command; the first of several is the one shown. */
  readonly keys: Readonly<Record<string, readonly string[]>>
}

const sign = (character: string): string => `[Control]+[Alt]+[Shift]+${character}`

export const KEY_SETS: Readonly<Record<KeySetName, KeySet>> = {
  default: {
    title: 'Default',
    about: 'Arrows for tokens, Tab for spans, J and K for posts, a digit or letter for each type',
    keys: {},
  },
  vim: {
    title: 'Like vim',
    about: 'H and L for tokens, W and B for spans, J and K for posts, D removes, : finds a command',
    keys: {
      'review.tokenLeft': ['h', 'ArrowLeft'],
      'review.tokenRight': ['l', 'ArrowRight'],
      'review.extendLeft': ['Shift+h', 'Shift+ArrowLeft'],
      'review.extendRight': ['Shift+l', 'Shift+ArrowRight'],
      'review.firstToken': ['[Shift]+0', 'Home'],
      'review.lastToken': [sign('$'), 'End'],
      'review.nextSpan': ['w', 'Tab'],
      'review.previousSpan': ['b', 'Shift+Tab'],
      'review.nextName': ['Shift+w'],
      'review.remove': ['d', 'x', 'Delete'],
      'review.splitWord': ['z'],
      'review.joinWord': ['Shift+z'],
      'review.redo': ['Control+r', 'Shift+u'],
      'review.history': ['Shift+k'],
      'app.palette': [sign(':'), '$mod+k'],
    },
  },
  arrows: {
    title: 'Arrows',
    about:
      'One hand on the arrows: up and down for spans, Ctrl for the right edge, Ctrl and Shift for the left',
    keys: {
      'review.nextSpan': ['ArrowDown', 'Tab'],
      'review.previousSpan': ['ArrowUp', 'Shift+Tab'],
      'review.lineUp': ['Alt+ArrowUp'],
      'review.lineDown': ['Alt+ArrowDown'],
      'review.next': ['PageDown', 'j'],
      'review.previous': ['PageUp', 'k'],
      'review.endOut': ['$mod+ArrowRight'],
      'review.endIn': ['$mod+ArrowLeft'],
      'review.startOut': ['$mod+Shift+ArrowLeft'],
      'review.startIn': ['$mod+Shift+ArrowRight'],
      'review.remove': ['Delete', 'Backspace', 'x'],
      'review.take': ['Insert', 't'],
      'review.acceptSure': ['$mod+Enter', 'Shift+Enter'],
    },
  },
}
