import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { CommandRegistry } from './command.ts'
import type { Review } from '../review/review.ts'
import type { Connection } from './connection.ts'
import type { JobList } from './jobs.ts'
import type { ReviewRequest } from './reviewRequest.ts'
import type { Router } from './route.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store.ts'

export type Overlay = 'palette' | 'types' | 'keys' | 'keymap' | 'settings' | 'projects' | `predict:${string}`

/** Everything a view may use, made once in main.tsx. */
export interface Workbench {
  readonly connection: Connection
  readonly queries: QueryClient
  readonly commands: CommandRegistry
  readonly router: Router
  readonly settings: Store<Settings>
  readonly jobs: JobList
  /** Which posts another view asked to see in review; null: the person's own filter. */
  readonly reviewRequest: Store<ReviewRequest | null>
  /** What the live region says next. */
  readonly announcement: Store<string>
  /** Which of the shell's dialogues is open. */
  readonly overlay: Store<Overlay | null>
  /** Of the project that is open; null: none is. */
  readonly review: Store<Review | null>
}

export const WorkbenchContext = createContext<Workbench | null>(null)

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext)
  if (workbench === null) throw new Error('useWorkbench needs a WorkbenchContext around it')
  return workbench
}
