import type { ReactElement } from 'react'

export function ReviewView(): ReactElement {
  return <p>Review</p>
}
