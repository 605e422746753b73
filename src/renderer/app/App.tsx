import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useEffect, useMemo } from 'react'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Button } from '../components/Button.tsx'
import { ProjectsView } from '../projects/ProjectsView.tsx'
import { createReview } from '../review/review.ts'
import { Announcer } from './Announcer.tsx'
import { KeymapDialog } from './keymap/KeymapDialog.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { FootLine } from './FootLine.tsx'
import { Header } from './Header.tsx'
import { PredictDialog } from './PredictDialog.tsx'
import { Rail } from './Rail.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { useCommandList } from './command.ts'
import { useCoreQuery } from './coreQueries.ts'
import { isActive } from './jobs.ts'
import { forgetProject } from './queryCache.ts'
import { EVERYWHERE, VIEWS } from './routes.ts'
import { SettingsDialog } from './SettingsDialog.tsx'
import { shellCommands } from './shellCommands.ts'
import { useStore } from './store.ts'
import { useSystemMenu } from './useSystemMenu.ts'
import type { Workbench } from './workbench.ts'
import { useWorkbench, WorkbenchContext } from './workbench.ts'
import styles from './App.module.css'

export function App({ workbench }: { readonly workbench: Workbench }): ReactElement {
  return (
    <WorkbenchContext value={workbench}>
      <QueryClientProvider client={workbench.queries}>
        <Shell />
      </QueryClientProvider>
    </WorkbenchContext>
  )
}

function Shell(): ReactElement {
  const workbench = useWorkbench()
  const { commands, settings, router } = workbench
  const { theme, motion } = useStore(settings)
  const view = useStore(router.route, (route) => VIEWS.find(({ id }) => id === route.view)) ?? VIEWS[0]
  const connected = useStore(workbench.connection.state) !== 'connecting'
  const project = useCoreQuery('projects.current', {}, { enabled: connected })

  useCommandList(
    commands,
    useMemo(() => shellCommands(workbench), [workbench]),
  )
  useSystemMenu(workbench)
  useEffect(() => {
    window.addEventListener('keydown', commands.handleKey)
    return () => window.removeEventListener('keydown', commands.handleKey)
  }, [commands])
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  useEffect(() => {
    document.documentElement.dataset.motion = motion
  }, [motion])
  useEffect(() => {
    document.title = [view?.title, project.data?.name, 'VSGN Workbench'].filter(Boolean).join(' · ')
  }, [view, project.data?.name])

  const location = project.data?.location
  const restored = project.data?.restored
  useEffect(() => {
    if (location === undefined) return
    const { connection, queries, reviewRequest, jobs } = workbench
    const review = createReview({ connection, queries, storage: window.localStorage, project: location })
    workbench.review.set(review)
    return () => {
      workbench.review.set(null)
      review.close()
      forgetProject(queries)
      reviewRequest.set(null)
      // What a training or an export came to is not the next project's.
      for (const job of jobs.all.get()) if (!isActive(job)) jobs.dismiss(job.id)
      // What follows the view in the address is of the project: a post, a reading.
      router.replace(router.route.get().view)
    }
  }, [workbench, router, location, restored])

  const View = view?.component
  return (
    <div className={styles.shell}>
      <Header project={project.data ?? null} view={project.data == null ? undefined : view} />
      {project.data == null || view === undefined ? null : <Rail current={view.id} />}
      <main className={styles.main} data-rail={project.data != null}>
        {project.data === undefined ? (
          <Opening error={project.error} onRetry={() => void project.refetch()} />
        ) : project.data === null || View === undefined ? (
          <ProjectsView />
        ) : (
          <View key={project.data.location} />
        )}
      </main>
      <FootLine />
      <CommandPalette />
      <PredictDialog />
      <ShortcutSheet />
      <KeymapDialog />
      <SettingsDialog />
      <Announcer />
      {EVERYWHERE.map((Component, index) => (
        <Component key={index} />
      ))}
    </div>
  )
}

/** Before the first answer: nothing for a moment, then a word, or what went wrong. */
function Opening({
  error,
  onRetry,
}: {
  readonly error: Error | null
  readonly onRetry: () => void
}): ReactElement {
  const { connection } = useWorkbench()
  const state = useStore(connection.state)
  if (error !== null && state === 'open') {
    return (
      <div className={styles.opening}>
        <ErrorNotice
          title="The project could not be read"
          error={error}
          action={<Button onClick={onRetry}>Try again</Button>}
        />
      </div>
    )
  }
  return (
    <p className={styles.opening} role="status">
      <span className={styles.late}>
        {state === 'lost' ? 'The program does not answer. Trying again…' : 'Opening…'}
      </span>
    </p>
  )
}
