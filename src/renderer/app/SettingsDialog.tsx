import type { ReactElement } from 'react'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { CheckField, Choice, SelectField } from '../components/Field.tsx'
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
  return (
    <Dialog
      title="Settings"
      onClose={onClose}
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
    </Dialog>
  )
}
