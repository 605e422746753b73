import type { ReactElement } from 'react'
import { Button } from '../components/Button.tsx'
import { useStore } from './store.ts'
import { useWorkbench } from './workbench.ts'
import styles from './Header.module.css'

/** Says when the program does not answer; silent while all is well. */
export function ConnectionNote(): ReactElement | null {
  const { connection } = useWorkbench()
  if (useStore(connection.state) !== 'lost') return null
  return (
    <span className={styles.note} role="status">
      <span className={`${styles.dot ?? ''} ${styles.bad ?? ''}`} />
      Program not reached
      <Button variant="quiet" onClick={connection.retry}>
        Try now
      </Button>
    </span>
  )
}
