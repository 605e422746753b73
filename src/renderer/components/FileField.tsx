import type { ReactElement } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import type { MethodName, Params } from '../../shared/api/contract.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { coreQuery } from '../app/queryCache.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from './Button.tsx'
import type { ChosenFile } from './chosenFile.ts'
import { messageOf } from './ErrorNotice.tsx'
import styles from './FileField.module.css'
import { FileBrowser } from './FileBrowser.tsx'

/** What is said of the contents of chosen files. */
const READ = ['import.preview', 'import.compare'] as const satisfies readonly MethodName[]

interface FileFieldProps {
  readonly label: string
  readonly hint?: string
  readonly purpose: Params<'files.choose'>['purpose']
  readonly pick: 'files' | 'file' | 'folder'
  readonly value: readonly ChosenFile[]
  readonly onChange: (files: readonly ChosenFile[]) => void
  /** For something that will be made: the name to start with. */
  readonly suggestedName?: string
  readonly required?: boolean
}

/** Choosing files: by the desktop's own dialogue where there is one, else by looking through the host's data root. */
export function FileField(props: FileFieldProps): ReactElement {
  const { label, hint, purpose, pick, value, onChange, suggestedName, required = false } = props
  const id = useId()
  const { connection, queries } = useWorkbench()
  const info = useCoreQuery('app.info', {})
  const [browsing, setBrowsing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const take = (files: readonly ChosenFile[]): void => {
    // A file that is chosen again was perhaps mended meanwhile; its name and its token are the same.
    for (const method of READ) void queries.invalidateQueries({ queryKey: [method] })
    onChange(files)
  }
  const choose = useMutation({
    // Who presses before the host has said how files are chosen waits for it: a dead button would swallow the key.
    mutationFn: async () => {
      const { files: style } = await queries.query({
        ...coreQuery(connection, 'app.info', {}),
        staleTime: 'static',
      })
      if (style === 'browse') return null
      return connection.call('files.choose', {
        purpose,
        ...(suggestedName === undefined ? {} : { suggestedName }),
      })
    },
    networkMode: 'always',
    onSuccess: (chosen) => {
      if (chosen === null) {
        // What came into a folder since it was last looked through is to be found now.
        void queries.invalidateQueries({ queryKey: ['files.browse'] })
        setBrowsing((open) => !open)
      } else if (chosen.files.length > 0) take(chosen.files)
    },
  })
  // One dialog at a time. The button is not disabled meanwhile: it would lose the focus that the dialog gives back.
  const open = (): void => {
    if (!choose.isPending) choose.mutate()
  }
  const names = value.map((file) => file.name).join(', ')
  return (
    <div className={styles.field} role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div className={styles.row}>
        <Button
          ref={button}
          onClick={open}
          aria-busy={choose.isPending}
          aria-expanded={info.data?.files === 'browse' ? browsing : undefined}
        >
          {value.length === 0 ? 'Choose…' : 'Change…'}
        </Button>
        <span className={value.length === 0 ? styles.none : styles.names} title={names}>
          {value.length === 0 ? (required ? 'nothing chosen yet' : 'none') : names}
        </span>
        {value.length === 0 || required ? null : (
          <Button variant="quiet" onClick={() => onChange([])} aria-label={`Clear: ${label}`}>
            Clear
          </Button>
        )}
      </div>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      {choose.error === null ? null : (
        <p role="alert" className={styles.error}>
          {messageOf(choose.error)}
        </p>
      )}
      {browsing ? (
        <FileBrowser
          label={label}
          pick={pick}
          chosen={value}
          onChange={take}
          onDone={() => {
            setBrowsing(false)
            button.current?.focus()
          }}
        />
      ) : null}
    </div>
  )
}
