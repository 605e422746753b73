import { useCallback, useMemo } from 'react'
import type { Cause } from '../../shared/domain/cause.ts'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import type { Project } from '../app/project.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useWorkbench } from '../app/workbench.ts'
import type { Compared } from './caseFilter.ts'
import type { Example } from './report.ts'

interface Causes {
  readonly causes: readonly Cause[]
  readonly setCause: (example: Example, cause: string | null) => void
  readonly refusal: Error | null
}

const NONE: readonly Cause[] = []

/** The project's causes, and one key for each while a post of the list has the focus. */
export function useCauses(project: Project, compared: Compared, examples: readonly Example[]): Causes {
  const { commands, announcement } = useWorkbench()
  const report = useCoreQuery('errors.causes', compared, { keepPrevious: true })
  const { mutate, error } = useCoreCall('errors.setCause')
  const causes = report.data?.causes ?? NONE

  const setCause = useCallback(
    (example: Example, cause: string | null): void => {
      const keys = example.cases.filter(({ kind }) => kind !== 'correct').map(({ key }) => key)
      if (keys.length === 0) return
      mutate({ project: project.location, postId: example.postId, keys, cause })
      const name = causes.find(({ id }) => id === cause)?.name
      announcement.set(name === undefined ? 'Cause taken back' : `Cause: ${name}`)
    },
    [mutate, project.location, causes, announcement],
  )
  useCommandList(
    commands,
    useMemo(() => {
      const focused = (): Example | undefined => {
        const row = document.activeElement?.closest<HTMLElement>('[data-example]')
        return examples.find(({ postId }) => String(postId) === row?.dataset.example)
      }
      const command = (key: string, title: string, cause: string | null): Command => ({
        id: `errors.cause.${key}`,
        title,
        group: 'Error cases',
        keys: [key],
        foot: 'cause',
        enabled: () => focused() !== undefined,
        run: () => {
          const example = focused()
          if (example !== undefined) setCause(example, cause)
        },
      })
      return [
        ...causes.map(({ id, name }, index) => command(String(index + 1), `Cause: ${name}`, id)),
        command('0', 'Take the cause back', null),
      ]
    }, [causes, examples, setCause]),
  )
  return { causes, setCause, refusal: error }
}
