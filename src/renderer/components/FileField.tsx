import type { ReactElement } from 'react'
import { useId, useState } from 'react'
import type { Params } from '../../shared/api/contract.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { Button } from './Button.tsx'
import type { ChosenFile } from './chosenFile.ts'
import { messageOf } from './ErrorNotice.tsx'
import styles from './FileField.module.css'
import { FileBrowser } from './FileBrowser.tsx'

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
  const info = useCoreQuery('app.info', {})
  const [browsing, setBrowsing] = useState(false)
  const choose = useCoreCall('files.choose', ({ files }) => {
    if (files.length > 0) onChange(files)
  })
  const native = info.data?.files === 'dialog'
  const open = (): void => {
    if (native) choose.mutate({ purpose, ...(suggestedName === undefined ? {} : { suggestedName }) })
    else setBrowsing(!browsing)
  }
  const names = value.map((file) => file.name).join(', ')
  return (
    <div className={styles.field} role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div className={styles.row}>
        <Button
          onClick={open}
          disabled={info.data === undefined || choose.isPending}
          aria-expanded={native ? undefined : browsing}
        >
          {value.length === 0 ? 'Choose…' : 'Change…'}
        </Button>
        <span className={value.length === 0 ? styles.none : styles.names} title={names}>
          {value.length === 0 ? (required ? 'nothing chosen yet' : 'none') : names}
        </span>
        {value.length === 0 || required ? null : (
          <Button variant="quiet" onClick={() => onChange([])} aria-label={`Do without: ${label}`}>
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
          onChange={onChange}
          onDone={() => setBrowsing(false)}
        />
      ) : null}
    </div>
  )
}
