import { useMemo } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import { openInReview } from '../app/reviewRequest.ts'
import { useWorkbench } from '../app/workbench.ts'
import type { CaseFilter } from './caseFilter.ts'
import { EVERYTHING } from './caseFilter.ts'

interface ExampleCommandsOptions {
  readonly found: Result<'errors.examples'> | undefined
  readonly title: string
  readonly filter: CaseFilter
  readonly onFilter: (filter: CaseFilter) => void
}

/** What the keys do on the page of error cases. */
export function useExampleCommands({
  found,
  title,
  filter,
  onFilter,
}: ExampleCommandsOptions): readonly Command[] {
  const workbench = useWorkbench()
  const commands = useMemo<readonly Command[]>(() => {
    const any = (): boolean => found !== undefined && found.total > 0
    const group = 'Error cases'
    return [
      ...[
        ['ArrowUp', 'Previous case', 'case', 'li:last-child > [data-example]'],
        ['ArrowDown', 'Next case', 'case', '[data-example]'],
        ['ArrowLeft', 'Walk the matrix to the left', 'cell', '[role=grid] [tabindex="0"]'],
        ['ArrowRight', 'Walk the matrix to the right', 'cell', '[role=grid] [tabindex="0"]'],
      ].map(([key = '', words = '', foot = '', target = '']): Command => ({
        id: `errors.${key}`,
        title: words,
        group,
        keys: [key],
        foot,
        where: 'content',
        enabled: any,
        // From here on the list or the matrix has the focus and answers the arrows itself.
        run: () => document.querySelector<HTMLElement>(target)?.focus(),
      })),
      {
        id: 'errors.review',
        title: 'Review these posts',
        group,
        keys: ['Enter'],
        foot: 'review these',
        where: 'content',
        enabled: any,
        run: () => {
          const first = found?.postIds[0]
          if (found !== undefined && first !== undefined)
            openInReview(workbench, first, { ids: found.postIds, label: title })
        },
      },
      {
        id: 'errors.everything',
        title: 'Show all error cases',
        group,
        keys: ['Escape'],
        foot: 'all cases',
        enabled: () => Object.keys(filter).length > 0,
        run: () => onFilter(EVERYTHING),
      },
    ]
  }, [workbench, found, title, filter, onFilter])
  useCommandList(workbench.commands, commands)
  return commands
}
