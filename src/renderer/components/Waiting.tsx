import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import { ProgressBar } from './ProgressBar.tsx'
import styles from './Waiting.module.css'

/** A bar, and what is waited for, that keep out of the way of quick answers: they come after 300 ms. */
export function Waiting({ label }: { readonly label: string }): ReactElement | null {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return shown ? (
    <div className={styles.waiting}>
      <ProgressBar label={label} done={0} total={null} />
      <p aria-hidden="true">{label} …</p>
    </div>
  ) : null
}
