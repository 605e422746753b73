import { useMemo } from 'react'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import { useWorkbench } from '../app/workbench.ts'
import type { Agreement } from './agreements.ts'
import { saveAgreement } from './saveAgreement.ts'

/** What the keys do on the page of figures. */
export function usePageCommands(agreement: Agreement): void {
  const { commands, router } = useWorkbench()
  useCommandList(
    commands,
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'agreement.settle',
          title: 'Settle the posts that differ',
          group: 'Agreement',
          keys: ['Enter'],
          foot: 'settle',
          where: 'content',
          enabled: () => agreement.differing > 0,
          run: () => router.go('agreement', String(agreement.id), 'settle'),
        },
        {
          id: 'agreement.save',
          title: 'Save the figures as CSV',
          group: 'Agreement',
          keys: ['s'],
          foot: 'save',
          enabled: () => true,
          run: () => saveAgreement(agreement),
        },
      ],
      [router, agreement],
    ),
  )
}
