import type { ReactElement } from 'react'
import { useMemo } from 'react'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { Kbd } from '../components/Kbd.tsx'
import { keyWords } from '../components/keyNames.ts'
import type { Command } from './command.ts'
import { useStore } from './store.ts'
import { useWorkbench } from './workbench.ts'
import styles from './ShortcutSheet.module.css'

/** Every key of this view, by what it is for. */
export function ShortcutSheet(): ReactElement | null {
  const { overlay } = useWorkbench()
  return useStore(overlay) === 'keys' ? <Sheet onClose={() => overlay.set(null)} /> : null
}

function Sheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { commands, overlay } = useWorkbench()
  const groups = useMemo(
    () =>
      Object.entries(
        Object.groupBy(
          commands.list().filter(({ keys }) => keys.length > 0),
          (command) => command.group,
        ),
      ),
    [commands],
  )
  return (
    <Dialog
      title="Keys"
      width="wide"
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => overlay.set('keymap')}>Change keys…</Button>
          <Button variant="primary" autoFocus onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className={styles.scroller} role="region" aria-label="All keys" tabIndex={0}>
        <div className={styles.groups}>
          {groups.map(([group, members]) => (
            <section key={group} className={styles.group} aria-label={group}>
              <h3 className={styles.heading}>{group}</h3>
              <dl>
                {(members ?? []).map((command) => (
                  <Row key={command.id} command={command} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  )
}

function Row({ command }: { readonly command: Command }): ReactElement {
  return (
    <div className={styles.row}>
      <dt>{command.title}</dt>
      <dd className={styles.keys}>
        <span className="visually-hidden">{command.keys.map(keyWords).join(' or ')}</span>
        {command.keys.map((keys) => (
          <Kbd key={keys} keys={keys} />
        ))}
      </dd>
    </div>
  )
}
