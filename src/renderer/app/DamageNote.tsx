import type { ReactElement } from 'react'
import { Button } from '../components/Button.tsx'
import { useCoreQuery } from './coreQueries.ts'
import { useWorkbench } from './workbench.ts'
import styles from './Header.module.css'

/** Says that posts are not as they were saved, and leads to what can be done; silent while all is well. */
export function DamageNote(): ReactElement | null {
  const { router } = useWorkbench()
  const { data } = useCoreQuery('projects.damage', {})
  if (data == null) return null
  return (
    <span className={styles.note} role="status">
      <span className={`${styles.dot ?? ''} ${styles.bad ?? ''}`} />
      <Button variant="quiet" title={data} onClick={() => router.go('data')}>
        Damaged posts
      </Button>
    </span>
  )
}
