import type { ReactElement } from 'react'
import { useState } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { coreQuery } from '../app/queryCache.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from './Button.tsx'
import { messageOf } from './ErrorNotice.tsx'
import styles from './FileBrowser.module.css'
import type { ChosenFile } from './chosenFile.ts'
import { formatBytes, formatCount } from './numbers.ts'
import { Waiting } from './Waiting.tsx'

/** More rows than anyone reads; a filter finds the rest. */
const SHOWN = 300
/** Annotations of brat come as a folder of documents, which is chosen whole. */
const DOCUMENT = /\.ann$/iu

interface FileBrowserProps {
  readonly label: string
  readonly pick: 'files' | 'file' | 'folder'
  readonly chosen: readonly ChosenFile[]
  readonly onChange: (files: readonly ChosenFile[]) => void
  readonly onDone: () => void
}

/** Looks through the folders the web host may read. Entries are buttons: Tab and Enter are all it takes. */
export function FileBrowser({ label, pick, chosen, onChange, onDone }: FileBrowserProps): ReactElement {
  const { connection, queries } = useWorkbench()
  const [folder, setFolder] = useState('')
  const [filter, setFilter] = useState('')
  const listing = useCoreQuery('files.browse', { folder }, { keepPrevious: true })
  if (listing.error !== null) return <p role="alert">{messageOf(listing.error)}</p>
  if (listing.data === undefined) return <Waiting label="Reading the folder" />

  const { parent, entries } = listing.data
  const takesFolder =
    pick === 'folder' || (pick === 'files' && entries.some(({ name }) => DOCUMENT.test(name)))
  const wanted = entries.filter(
    ({ name, kind }) =>
      (kind === 'folder' || pick !== 'folder') && name.toLowerCase().includes(filter.toLowerCase()),
  )
  const enter = (path: string): void => {
    setFolder(path)
    setFilter('')
  }
  const choose = (file: ChosenFile): void => {
    if (pick === 'files') onChange(toggled(chosen, file))
    else {
      onChange([file])
      onDone()
    }
  }
  /** Who just went into a folder means that one, also while the one before it is still listed. */
  const chooseFolder = async (): Promise<void> => {
    const read = queries.query({ ...coreQuery(connection, 'files.browse', { folder }), staleTime: 'static' })
    // What cannot be read says so in place of the list.
    const here = await read.catch(() => null)
    if (here === null) return
    const others = pick === 'files' ? chosen.filter((file) => !isChosen(here.entries, file)) : []
    const whole = { token: here.token, name: nameOf(here.folder), bytes: 0, kind: 'folder' } as const
    onChange([...others.filter(({ token }) => token !== whole.token), whole])
    onDone()
  }
  return (
    <div className={styles.browser} role="region" aria-label={`Files for ${label}`}>
      <div className={styles.bar}>
        <Button variant="quiet" disabled={parent === null} onClick={() => enter(parent ?? '')}>
          Up
        </Button>
        <span className={styles.folder}>
          {listing.data.folder === '' ? 'Data folder' : listing.data.folder}
        </span>
        <input
          type="search"
          className={styles.filter}
          placeholder="Filter"
          aria-label="Filter this folder"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <ul className={styles.entries} aria-label="Folder">
        {wanted.slice(0, SHOWN).map(({ path, ...file }) => (
          <li key={file.token}>
            <button
              type="button"
              className={styles.entry}
              aria-pressed={file.kind === 'file' ? isChosen(chosen, file) : undefined}
              onClick={() => (file.kind === 'folder' && !isProject(file) ? enter(path) : choose(file))}
            >
              <span aria-hidden="true">{isChosen(chosen, file) ? '✓' : ''}</span>
              <span>{file.kind === 'folder' ? `${file.name}/` : file.name}</span>
              <span className={styles.size}>{file.kind === 'folder' ? '' : formatBytes(file.bytes)}</span>
            </button>
          </li>
        ))}
      </ul>
      {wanted.length === 0 ? (
        <p className={styles.note}>Nothing here{filter === '' ? '' : ' by that name'}.</p>
      ) : null}
      {wanted.length > SHOWN ? (
        <p className={styles.note}>
          {formatCount(SHOWN)} of {formatCount(wanted.length)} shown; type to find the others.
        </p>
      ) : null}
      <div className={styles.bar}>
        {takesFolder ? <Button onClick={() => void chooseFolder()}>Use this folder</Button> : null}
        <Button variant="quiet" onClick={onDone}>
          {pick === 'files' ? 'Done' : 'Close'}
        </Button>
      </div>
    </div>
  )
}

function isProject({ name, kind }: ChosenFile): boolean {
  return kind === 'folder' && name.endsWith('.vsgn')
}

function isChosen(chosen: readonly ChosenFile[], file: ChosenFile): boolean {
  return chosen.some((other) => other.token === file.token)
}

function toggled(chosen: readonly ChosenFile[], file: ChosenFile): readonly ChosenFile[] {
  return isChosen(chosen, file) ? chosen.filter((other) => other.token !== file.token) : [...chosen, file]
}

function nameOf(folder: string): string {
  return folder.split(/[\\/]/u).filter(Boolean).at(-1) ?? 'Data folder'
}
