import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import { ProgressBar } from './ProgressBar.tsx'

/** A bar that keeps out of the way of quick answers: it comes after 300 ms. */
export function Waiting({ label }: { readonly label: string }): ReactElement | null {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return shown ? <ProgressBar label={label} done={0} total={null} /> : null
}
