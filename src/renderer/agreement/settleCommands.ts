import { useMemo } from 'react'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import { openInReview } from '../app/reviewRequest.ts'
import { useWorkbench } from '../app/workbench.ts'
import type { Agreement } from './agreements.ts'
import type { Settling } from './useSettling.ts'

interface SettleCommandsOptions {
  readonly agreement: Agreement
  readonly settling: Settling
  readonly readOnly: boolean
  /** The post has a picture that can be shown. */
  readonly pictured: boolean
  readonly onZoom: () => void
}

/** What the keys do while posts are settled. */
export function useSettleCommands(options: SettleCommandsOptions): readonly Command[] {
  const { agreement, settling, readOnly, pictured, onZoom } = options
  const workbench = useWorkbench()
  const commands = useMemo<readonly Command[]>(() => {
    const group = 'Agreement'
    const { difference } = settling
    const shown = (): boolean => difference !== undefined
    const { id, first, second, differing, left } = agreement
    return [
      {
        id: 'settle.first',
        title: `Take the reading of ${first}`,
        group,
        keys: ['1'],
        foot: 'take',
        enabled: () => shown() && !readOnly,
        run: () => settling.take('first'),
      },
      {
        id: 'settle.second',
        title: `Take the reading of ${second}`,
        group,
        keys: ['2'],
        foot: 'take',
        enabled: () => shown() && !readOnly,
        run: () => settling.take('second'),
      },
      {
        id: 'settle.third',
        title: 'Write a third reading in review',
        group,
        keys: ['3', 'e'],
        foot: 'third reading',
        enabled: shown,
        run: () => {
          if (difference === undefined) return
          const { postId } = difference
          openInReview(workbench, postId, {
            ids: [postId],
            label: `Third reading beside ${first} and ${second}`,
          })
        },
      },
      {
        id: 'settle.next',
        title: 'Next post that differs',
        group,
        keys: ['j', 'ArrowDown', 'ArrowRight'],
        foot: 'post',
        repeats: true,
        enabled: () => (difference?.next ?? null) !== null,
        run: () => settling.open(difference?.next ?? null),
      },
      {
        id: 'settle.previous',
        title: 'Previous post that differs',
        group,
        keys: ['k', 'ArrowUp', 'ArrowLeft'],
        foot: 'post',
        repeats: true,
        enabled: () => (difference?.previous ?? null) !== null,
        run: () => settling.open(difference?.previous ?? null),
      },
      {
        id: 'settle.nextOpen',
        title: 'Next post that is not settled',
        group,
        keys: ['n'],
        foot: 'next open',
        enabled: () => left > 0,
        run: () => settling.openNext(),
      },
      {
        id: 'settle.undo',
        title: 'Take back what was settled last',
        group,
        keys: ['u', '$mod+z'],
        foot: 'undo',
        enabled: () => !readOnly && left < differing,
        run: () => settling.undo(),
      },
      {
        id: 'settle.zoom',
        title: 'Zoom the picture',
        group,
        keys: ['g'],
        foot: 'zoom',
        enabled: () => pictured,
        run: onZoom,
      },
      {
        id: 'settle.back',
        title: 'Back to the figures',
        group,
        keys: ['Escape'],
        foot: 'figures',
        where: 'content',
        enabled: () => true,
        run: () => workbench.router.go('agreement', String(id)),
      },
    ]
  }, [workbench, agreement, settling, readOnly, pictured, onZoom])
  useCommandList(workbench.commands, commands)
  return commands
}
