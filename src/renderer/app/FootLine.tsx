import type { ReactElement } from 'react'
import { useCallback, useSyncExternalStore } from 'react'
import { Kbd } from '../components/Kbd.tsx'
import { keyWords } from '../components/keyNames.ts'
import type { CommandRegistry } from './command.ts'
import { footHints, footLine } from './footHints.ts'
import { focusOf, onFocusMove } from './keymap/place.ts'
import { useKeyOf } from './useKeyOf.ts'
import { useWorkbench } from './workbench.ts'
import styles from './FootLine.module.css'

/** The keys that work right now, so that buttons are not needed to learn them. */
export function FootLine(): ReactElement {
  const { commands, overlay } = useWorkbench()
  const keyOf = useKeyOf()
  // A string, so that moving about redraws the line only when other keys work.
  const subscribe = useCallback((listener: () => void) => onChange(commands, listener), [commands])
  const line = useSyncExternalStore(subscribe, () =>
    footLine(commands.list(), focusOf(document.activeElement)),
  )
  return (
    <footer className={styles.foot} aria-label="Keys that work now">
      <ul className={styles.hints}>
        {footHints(line).map(({ word, keys }) => {
          const working = keys.filter(({ works }) => works).map(({ binding }) => binding)
          return (
            <li key={word} className={`${styles.hint} ${working.length === 0 ? styles.idle : ''}`}>
              {keys.map(({ binding, works }) => (
                <span key={binding} className={`${styles.key} ${works ? '' : styles.idle}`}>
                  <Kbd keys={binding} />
                </span>
              ))}
              <span className="visually-hidden">{working.map(keyWords).join(', ')}: </span>
              {word}
            </li>
          )
        })}
      </ul>
      <button type="button" className={styles.all} onClick={() => overlay.set('keys')}>
        <Kbd keys={keyOf('app.keys')} />
        All keys
      </button>
    </footer>
  )
}

/** Which keys work follows from what the commands say and from what has the focus. */
function onChange(commands: CommandRegistry, listener: () => void): () => void {
  const ends = [commands.subscribe(listener), onFocusMove(listener)]
  return () => {
    for (const end of ends) end()
  }
}
