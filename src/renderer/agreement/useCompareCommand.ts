import { useMemo } from 'react'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import type { Project } from '../app/project.ts'
import { useWorkbench } from '../app/workbench.ts'

/** The key that opens the comparison with a second annotator, unless something else is being done. */
export function useCompareCommand(
  project: Project | null,
  { busy, onCompare }: { readonly busy: boolean; readonly onCompare: (comparing: boolean) => void },
): void {
  const { commands } = useWorkbench()
  const possible = project !== null && !project.readOnly && project.posts > 0 && !busy
  useCommandList(
    commands,
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'agreement.compare',
          title: 'Compare with a second annotator',
          group: 'Agreement',
          keys: ['c'],
          foot: 'compare',
          enabled: () => possible,
          run: () => onCompare(true),
        },
      ],
      [possible, onCompare],
    ),
  )
}
