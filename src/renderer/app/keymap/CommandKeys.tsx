import type { ReactElement } from 'react'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { CloseIcon } from '../../components/icons.tsx'
import { Kbd } from '../../components/Kbd.tsx'
import { keyWords } from '../../components/keyNames.ts'
import type { Command } from '../command.ts'
import { bindingProblem } from './binding.ts'
import { KeyCapture } from './KeyCapture.tsx'
import type { Keymap } from './keymap.ts'
import { holdersOf, withKeyTaken, withOwnKeys, withoutOwnKeys } from './keymap.ts'
import styles from './KeymapDialog.module.css'

interface CommandKeysProps {
  readonly command: Command
  /** Every command of the page, to find who has a key already. */
  readonly list: readonly Command[]
  readonly keymap: Keymap
  readonly onKeymap: (keymap: Keymap) => void
}

/** Rest; waiting for a press; asking whether to take a key from those who have it. */
type Stage =
  | { readonly at: 'rest'; readonly done: boolean; readonly refused: string | null }
  | { readonly at: 'press' }
  | { readonly at: 'ask'; readonly key: string; readonly holders: readonly Command[] }

const REST: Stage = { at: 'rest', done: false, refused: null }
const DONE: Stage = { at: 'rest', done: true, refused: null }

/** One command, its keys, and the ways to change them. */
export function CommandKeys({ command, list, keymap, onKeymap }: CommandKeysProps): ReactElement {
  const [stage, setStage] = useState<Stage>(REST)
  const { id, title, keys } = command

  const take = (key: string, holders: readonly Command[]): void => {
    onKeymap(withKeyTaken(keymap, command, key, holders))
    setStage(DONE)
  }
  const pressed = (key: string): void => {
    const problem = bindingProblem(key)
    // Types give way by themselves.
    const holders = holdersOf(list, id, key).filter(({ yields }) => yields !== true)
    if (problem !== null) setStage({ at: 'rest', done: true, refused: `${keyWords(key)} ${problem}.` })
    else if (holders.length > 0) setStage({ at: 'ask', key, holders })
    else take(key, [])
  }

  return (
    <li className={styles.row}>
      <span className={styles.title}>{title}</span>
      <span className={styles.keys}>
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            className={styles.chip}
            title="Take this key away"
            onClick={() => {
              onKeymap(
                withOwnKeys(
                  keymap,
                  id,
                  keys.filter((other) => other !== key),
                ),
              )
              setStage(DONE)
            }}
          >
            <span className="visually-hidden">
              Take {keyWords(key)} away from {title}
            </span>
            <Kbd keys={key} />
            <CloseIcon />
          </button>
        ))}
        {stage.at === 'press' ? (
          <KeyCapture title={title} onPress={pressed} onLeave={(done) => setStage(done ? DONE : REST)} />
        ) : (
          <Button
            variant="quiet"
            aria-label={`Add a key for ${title}`}
            autoFocus={stage.at === 'rest' && stage.done}
            onClick={() => setStage({ at: 'press' })}
          >
            Add
          </Button>
        )}
        <Button
          variant="quiet"
          aria-label={`Reset the keys of ${title}`}
          disabled={keymap.own[id] === undefined}
          onClick={() => {
            onKeymap(withoutOwnKeys(keymap, id))
            setStage(REST)
          }}
        >
          Reset
        </Button>
      </span>
      {stage.at === 'ask' ? (
        <span className={styles.note} role="alert">
          {keyWords(stage.key)} is the key of {named(stage.holders)}.
          <Button autoFocus onClick={() => take(stage.key, stage.holders)}>
            Take it from there
          </Button>
          <Button variant="quiet" onClick={() => setStage({ at: 'press' })}>
            Press another
          </Button>
        </span>
      ) : null}
      {stage.at === 'rest' && stage.refused !== null ? (
        <span className={styles.note} role="alert">
          {stage.refused}
        </span>
      ) : null}
      <Doubles command={command} list={list} />
    </li>
  )
}

/** Names what else a key of this command could mean; of two, the one further up in the list is run. */
function Doubles({ command, list }: Pick<CommandKeysProps, 'command' | 'list'>): ReactElement | null {
  const doubled = command.keys
    .map((key) => ({ key, holders: holdersOf(list, command.id, key) }))
    .filter(({ holders }) => holders.length > 0)
  if (doubled.length === 0) return null
  return (
    <span className={styles.note}>
      {doubled.map(({ key, holders }) => `${keyWords(key)} is also the key of ${named(holders)}.`).join(' ')}
    </span>
  )
}

function named(commands: readonly Command[]): string {
  return commands.map(({ title }) => `“${title}”`).join(' and ')
}
