import type { KeyboardEvent, ReactElement } from 'react'
import { useId, useState } from 'react'
import { Dialog } from '../components/Dialog.tsx'
import { Kbd } from '../components/Kbd.tsx'
import type { Command } from './command.ts'
import { useStore } from './store.ts'
import { useWorkbench } from './workbench.ts'
import styles from './CommandPalette.module.css'

/** Everything one can do right now, found by its words; of many types the list of them alone. */
export function CommandPalette(): ReactElement | null {
  const { overlay } = useWorkbench()
  const open = useStore(overlay)
  if (open === 'palette') return <Palette {...ALL} onClose={() => overlay.set(null)} />
  return open === 'types' ? <Palette {...TYPES} onClose={() => overlay.set(null)} /> : null
}

interface Offer {
  readonly title: string
  readonly placeholder: string
  readonly isOffered: (command: Command) => boolean
}

const ALL: Offer = { title: 'All commands', placeholder: 'Find a command', isOffered: () => true }
const TYPES: Offer = {
  title: 'Types',
  placeholder: 'Find a type',
  isOffered: ({ id }) => id.startsWith('review.label.'),
}

function Palette({
  title,
  placeholder,
  isOffered,
  onClose,
}: Offer & { readonly onClose: () => void }): ReactElement {
  const { commands } = useWorkbench()
  const [offered] = useState(() =>
    commands.list().filter((command) => isOffered(command) && command.enabled()),
  )
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState(0)
  const listId = useId()
  const found = offered.filter((command) => matches(command, words))
  const at = Math.min(chosen, found.length - 1)

  const run = (command: Command | undefined): void => {
    if (command === undefined) return
    onClose()
    // After the dialogue has given the focus back, so that a command may move it.
    requestAnimationFrame(() => {
      if (command.enabled()) command.run()
    })
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setChosen((at + 1) % found.length)
    else if (event.key === 'ArrowUp') setChosen((at - 1 + found.length) % found.length)
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(found[at])
    else return
    event.preventDefault()
  }

  return (
    <Dialog title={title} bare onClose={onClose}>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found.length === 0 ? undefined : `${listId}-${String(at)}`}
        aria-label={placeholder}
        placeholder={placeholder}
        autoFocus
        spellCheck={false}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setChosen(0)
        }}
        onKeyDown={handleKey}
      />
      <div id={listId} role="listbox" aria-label="Commands" className={styles.list}>
        {found.map((command, index) => (
          <div
            key={command.id}
            id={`${listId}-${String(index)}`}
            role="option"
            aria-selected={index === at}
            className={styles.command}
            ref={index === at ? scrollIntoView : undefined}
            onPointerMove={() => setChosen(index)}
            onClick={() => run(command)}
          >
            <span>{command.title}</span>
            <span className={styles.group}>{command.group}</span>
            <Kbd keys={command.keys[0]} />
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className={styles.nothing}>Nothing has these words.</p> : null}
    </Dialog>
  )
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

/** Every word somewhere in title or group. */
function matches(command: Command, words: string): boolean {
  const text = `${command.title} ${command.group}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word))
}
