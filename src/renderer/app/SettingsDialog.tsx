import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { CheckField, Choice, SelectField, TextField } from '../components/Field.tsx'
import { useCoreCall } from './coreCalls.ts'
import { useCoreQuery } from './coreQueries.ts'
import type { Settings } from './settings.ts'
import { useStore } from './store.ts'
import { useWorkbench } from './workbench.ts'

/** How the person likes the workbench; kept on this machine, for every project. */
export function SettingsDialog(): ReactElement | null {
  const { overlay } = useWorkbench()
  return useStore(overlay) === 'settings' ? <Form onClose={() => overlay.set(null)} /> : null
}

const SIZES = ['auto', ...Array.from({ length: 10 }, (_, index) => String(18 + 2 * index))]

function Form({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { settings, overlay } = useWorkbench()
  const { theme, motion, postTextSize, paceWarning } = useStore(settings)
  const change = (part: Partial<Settings>): void => settings.set((current) => ({ ...current, ...part }))
  const size = String(postTextSize ?? 'auto')
  const author = useAuthor()
  return (
    <Dialog
      title="Settings"
      onClose={() => {
        author.keep()
        onClose()
      }}
      actions={
        <>
          <Button onClick={() => overlay.set('keymap')}>Change keys…</Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <Choice
        label="Colours"
        value={theme}
        options={[
          { value: 'system', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
        onChange={(chosen) => change({ theme: chosen })}
      />
      <Choice
        label="Motion"
        value={motion}
        options={[
          { value: 'system', label: 'As the system' },
          { value: 'none', label: 'None' },
        ]}
        onChange={(chosen) => change({ motion: chosen })}
      />
      <SelectField
        label="Size of the post’s text"
        value={size}
        options={(SIZES.includes(size) ? SIZES : [...SIZES, size]).map((value) => ({
          value,
          label: value === 'auto' ? 'By the width of the window' : `${value} pixels`,
        }))}
        onChange={(value) => change({ postTextSize: value === 'auto' ? null : Number(value) })}
      />
      <CheckField
        label="Say when posts are accepted faster than they can be read"
        checked={paceWarning}
        onChange={(chosen) => change({ paceWarning: chosen })}
      />
      <TextField
        label="Your name"
        hint="Stands beside what you change and comment from now on"
        maxLength={100}
        value={author.name}
        onChange={(event) => author.type(event.target.value)}
        onBlur={author.keep}
      />
      {author.error === null ? null : <ErrorNotice title="The name was not kept" error={author.error} />}
    </Dialog>
  )
}

/** The name that corrections carry; what is typed is kept once the field is left. */
function useAuthor(): {
  readonly name: string
  readonly error: Error | null
  readonly type: (name: string) => void
  readonly keep: () => void
} {
  const queries = useQueryClient()
  const info = useCoreQuery('app.info', {})
  const [typed, setTyped] = useState<string | null>(null)
  const call = useCoreCall('app.setAuthor', () => void queries.invalidateQueries({ queryKey: ['app.info'] }))
  const known = info.data?.author ?? ''
  return {
    name: typed ?? known,
    error: call.error ?? info.error,
    type: setTyped,
    keep: () => {
      const author = typed?.trim() ?? ''
      if (author === '') setTyped(null)
      else if (author !== known) call.mutate({ author })
    },
  }
}
