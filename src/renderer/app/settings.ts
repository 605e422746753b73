import { USUAL_KEYS } from './keymap/keymap.ts'
import type { Keymap } from './keymap/keymap.ts'
import { readKeymap } from './keymap/keymapFile.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

/** How this person likes the workbench on this machine. Not part of any project. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  /** Pixels; null: 22, or 27 on wide screens. */
  readonly postTextSize: number | null
  readonly evidenceOpen: boolean
  /** What the detectors found is drawn over the picture. */
  readonly findingsShown: boolean
  /** Boxes that people drew for mentions are drawn over the picture. */
  readonly mentionBoxesShown: boolean
  /** While evidence is open, the picture is clear where the span looks and veiled elsewhere. */
  readonly heatShown: boolean
  /** Widths in pixels the person dragged the panels to; null: by the layout's own rule. */
  readonly queueWidth: number | null
  readonly pictureWidth: number | null
  readonly keymap: Keymap
  readonly motion: 'system' | 'none'
  /** A word when posts are accepted faster than they can be read. */
  readonly paceWarning: boolean
  /** Of the tour, from 0; null: seen or left. */
  readonly tourStep: number | null
}

const KEY = 'vsgn.settings'
const DEFAULTS: Settings = {
  theme: 'system',
  postTextSize: null,
  evidenceOpen: false,
  findingsShown: false,
  mentionBoxesShown: true,
  heatShown: true,
  queueWidth: null,
  pictureWidth: null,
  keymap: USUAL_KEYS,
  motion: 'system',
  paceWarning: true,
  tourStep: 0,
}

/** Settings that are read at start and written whenever they change. Unreadable ones count as none. */
export function createSettings(storage: Pick<Storage, 'getItem' | 'setItem'>): Store<Settings> {
  const kept = readObject(storage.getItem(KEY))
  const { keymap } = readKeymap(kept.keymap?.set, kept.keymap?.own)
  const store = createStore<Settings>({ ...DEFAULTS, ...kept, keymap: keymap ?? USUAL_KEYS })
  store.subscribe(() => {
    try {
      storage.setItem(KEY, JSON.stringify(store.get()))
    } catch {
      // The browser has no room for them: they hold until the page is closed.
    }
  })
  return store
}

function readObject(text: string | null): Partial<Settings> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
