import type { ChangeEvent, ReactElement } from 'react'
import { useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Choice } from '../../components/Field.tsx'
import type { Command } from '../command.ts'
import { saveText } from '../saveText.ts'
import { useStore } from '../store.ts'
import { useWorkbench } from '../workbench.ts'
import { CommandKeys } from './CommandKeys.tsx'
import type { Keymap } from './keymap.ts'
import { keymapText, readKeymapText } from './keymapFile.ts'
import { KEY_SETS } from './keySets.ts'
import type { KeySetName } from './keySets.ts'
import styles from './KeymapDialog.module.css'

const SETS = Object.entries(KEY_SETS).map(([value, { title }]) => ({
  value: value as KeySetName,
  label: title,
}))

/** Where keys are chosen: a ready-made set, and over it one's own. */
export function KeymapDialog(): ReactElement | null {
  const { overlay } = useWorkbench()
  return useStore(overlay) === 'keymap' ? <Editor onClose={() => overlay.set(null)} /> : null
}

function Editor({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { commands, settings } = useWorkbench()
  const keymap = useStore(settings, (current) => current.keymap)
  const list = useSyncExternalStore(commands.subscribe, commands.list)
  const [words, setWords] = useState('')
  const setKeymap = (next: Keymap): void => settings.set((current) => ({ ...current, keymap: next }))
  const found = list.filter(({ title, group }) =>
    `${title} ${group}`.toLowerCase().includes(words.trim().toLowerCase()),
  )
  const groups = Object.entries(Object.groupBy(found, ({ group }) => group))
  return (
    <Dialog
      title="Change keys"
      width="wide"
      onClose={onClose}
      actions={
        <>
          <KeymapFiles keymap={keymap} list={list} onKeymap={setKeymap} />
          <Button
            disabled={Object.keys(keymap.own).length === 0}
            onClick={() => setKeymap({ ...keymap, own: {} })}
          >
            Reset all
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <Choice
        label="Set of keys"
        hint={KEY_SETS[keymap.set].about}
        value={keymap.set}
        options={SETS}
        onChange={(set) => setKeymap({ ...keymap, set })}
      />
      <input
        className={styles.find}
        type="search"
        aria-label="Find a command"
        placeholder="Find a command"
        spellCheck={false}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className={styles.scroller} role="region" aria-label="Commands and their keys" tabIndex={0}>
        {groups.map(([group, members]) => (
          <section key={group} aria-label={group}>
            <h3 className={styles.heading}>{group}</h3>
            <ul>
              {(members ?? []).map((command) => (
                <CommandKeys
                  key={command.id}
                  command={command}
                  list={list}
                  keymap={keymap}
                  onKeymap={setKeymap}
                />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 ? <p className={styles.nothing}>No command has these words.</p> : null}
      </div>
    </Dialog>
  )
}

interface KeymapFilesProps {
  readonly keymap: Keymap
  readonly list: readonly Command[]
  readonly onKeymap: (keymap: Keymap) => void
}

/** The keymap as a file, in and out, and what came of it. */
function KeymapFiles({ keymap, list, onKeymap }: KeymapFilesProps): ReactElement {
  const field = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<readonly string[]>([])
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.target.files ?? []
    event.target.value = '' // so that the same file can be chosen again once it is mended
    file?.text().then(
      (text) => {
        const { keymap: read, problems } = readKeymapText(text)
        if (read === null) setOutcome([`${file.name} was not taken; the keys are as they were.`, ...problems])
        else {
          onKeymap(read)
          setOutcome([`Taken from ${file.name}.`, ...elsewhereWords(read, list)])
        }
      },
      () => setOutcome([`${file.name} cannot be read.`]),
    )
  }
  return (
    <>
      <div className={styles.outcome} role="status">
        {outcome.slice(0, MOST_LINES).map((line) => (
          <p key={line}>{line}</p>
        ))}
        {outcome.length > MOST_LINES ? <p>And {outcome.length - MOST_LINES} more.</p> : null}
      </div>
      <div className={styles.files}>
        <input ref={field} type="file" accept=".json,application/json" hidden onChange={take} />
        <Button onClick={() => field.current?.click()}>Import…</Button>
        <Button onClick={() => saveText('vsgn-keys.json', keymapText(keymap), 'application/json')}>
          Export
        </Button>
      </div>
    </>
  )
}

const MOST_LINES = 6

/** Commands of the file that are not on this page: of other views, or misspelt. */
function elsewhereWords({ own }: Keymap, list: readonly Command[]): string[] {
  const known = new Set(list.map(({ id }) => id))
  const others = Object.keys(own).filter((id) => !known.has(id))
  return others.length === 0 ? [] : [`Not among the commands of this view: ${others.join(', ')}.`]
}
