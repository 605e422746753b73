import type { ReactElement } from 'react'
import { useSyncExternalStore } from 'react'
import { Kbd } from '../components/Kbd.tsx'
import { keyWords } from '../components/keyNames.ts'
import type { Command, CommandRegistry } from './command.ts'
import { useKeyOf } from './useKeyOf.ts'
import { useWorkbench } from './workbench.ts'
import styles from './FootLine.module.css'

/** The keys that work right now, so that buttons are not needed to learn them. */
export function FootLine(): ReactElement {
  const { commands, overlay } = useWorkbench()
  const keyOf = useKeyOf()
  // A string, so that moving about redraws the line only when other keys work.
  const line = useSyncExternalStore(commands.subscribe, () => hintsOf(commands))
  const hints = line === '' ? [] : line.split('\n').map((hint) => hint.split('\t'))
  return (
    <footer className={styles.foot} aria-label="Keys that work now">
      <ul className={styles.hints}>
        {hints.map(([word = '', ...keys]) => (
          <li key={word} className={styles.hint}>
            {keys.map((binding) => (
              <Kbd key={binding} keys={binding} />
            ))}
            <span className="visually-hidden">{keys.map(keyWords).join(', ')}: </span>
            {word}
          </li>
        ))}
      </ul>
      <button type="button" className={styles.all} onClick={() => overlay.set('keys')}>
        <Kbd keys={keyOf('app.keys')} />
        All keys
      </button>
    </footer>
  )
}

/** One hint a line: the word, then its bindings, divided by tabs. */
function hintsOf(commands: CommandRegistry): string {
  const hints = new Map<string, string[]>()
  for (const command of commands.list().filter(isShown)) {
    const word = command.foot ?? ''
    hints.set(word, [...(hints.get(word) ?? []), ...command.keys.slice(0, 1)])
  }
  return [...hints].map(([word, keys]) => [word, ...keys].join('\t')).join('\n')
}

function isShown(command: Command): boolean {
  return command.foot !== undefined && command.keys.length > 0 && command.enabled()
}
