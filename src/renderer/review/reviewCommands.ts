import type { PostDetail } from '../../shared/domain/post.ts'
import type { Command } from '../app/command.ts'
import { NUMBERED_TYPES, UNCERTAIN } from './commandOptions.ts'
import type { CommandedReview, ReviewCommandOptions } from './commandOptions.ts'
import { editing } from './correctCommands.ts'
import { currentPost } from './correctionSession.ts'
import { CAPTION_ID, FILTER_ID, focusPost } from './elementIds.ts'
import { moving } from './moveCommands.ts'
import { withCaptionDraft } from './panels.ts'

/** Everything the review screen can do, in the order of the foot line. */
export function reviewCommands(options: ReviewCommandOptions): readonly Command[] {
  return [deciding, moving, editing, looking, labelling].flatMap((make) => make(options))
}

/** Saves the draft as gold, marks the post reviewed and goes on. */
export function acceptAndNext({ review, announce }: Pick<ReviewCommandOptions, 'review' | 'announce'>): void {
  review.act({ type: 'accept' })
  if (!review.queue.step(1)) announce('Accepted. This was the last post of the queue.')
}

function deciding(options: ReviewCommandOptions): Command[] {
  const { review, readOnly } = options
  const writable = (): boolean => !readOnly && currentPost(review.session.get()) !== null
  const group = 'Decide'
  return [
    {
      id: 'review.accept',
      title: 'Accept and go to the next post',
      group,
      keys: ['Enter'],
      where: 'content',
      enabled: writable,
      run: () => acceptAndNext(options),
    },
    {
      id: 'review.acceptStay',
      title: 'Accept and stay',
      group,
      keys: ['Space'],
      where: 'content',
      enabled: writable,
      run: () => {
        review.act({ type: 'accept' })
        options.announce('Accepted')
      },
    },
    {
      id: 'review.acceptSure',
      title: `Accept only the spans that score at least ${String(UNCERTAIN).slice(1)}`,
      group,
      keys: ['Shift+Enter'],
      where: 'content',
      enabled: writable,
      run: () => {
        review.act({ type: 'accept', least: UNCERTAIN })
        options.announce('Accepted the sure spans')
      },
    },
    {
      id: 'review.bulkAccept',
      title: 'Accept many posts by type, score and mention',
      group,
      keys: ['Shift+a'],
      enabled: () => !readOnly,
      run: () =>
        review.panels.set((panels) => ({
          ...panels,
          bulk: { kind: 'accept', type: null, scoreAtLeast: 0.95, mention: '' },
        })),
    },
    {
      id: 'review.flag',
      title: 'Flag or unflag the post',
      group,
      keys: ['f'],
      enabled: writable,
      run: () => review.act({ type: 'flag' }),
    },
    {
      id: 'review.comment',
      title: 'Comment on the post',
      group,
      keys: ['c'],
      enabled: writable,
      run: () => show(review, 'comment', true),
    },
  ]
}

function looking(options: ReviewCommandOptions): Command[] {
  const { review, readOnly, toggleEvidence, toggleFindings, toggleHeat, tour } = options
  const detail = (): PostDetail | null => currentPost(review.session.get())?.detail ?? null
  const open = (): boolean => detail() !== null
  const hasPicture = (): boolean => detail()?.picture?.state === 'ok'
  const group = 'Look'
  return [
    {
      id: 'review.evidence',
      title: 'Evidence for the span',
      group,
      keys: ['e'],
      foot: 'evidence',
      enabled: open,
      run: toggleEvidence,
    },
    {
      id: 'review.history',
      title: 'History of the post',
      group,
      keys: ['h'],
      enabled: open,
      run: () => show(review, 'history', true),
    },
    {
      id: 'review.pace',
      title: 'Time per decision',
      group,
      keys: ['Shift+t'],
      enabled: open,
      run: () => show(review, 'pace', true),
    },
    {
      id: 'review.guidelines',
      title: 'Guidelines beside the task',
      group,
      keys: ['Shift+g'],
      enabled: open,
      run: () =>
        review.panels.set((panels) => {
          const shown = !panels.guidelines
          return { ...panels, guidelines: shown, drawer: shown }
        }),
    },
    {
      id: 'review.rules',
      title: 'Rules of the project: nested spans, reasons for comments',
      group,
      keys: ['Shift+r'],
      enabled: () => !readOnly,
      run: () => show(review, 'rules', true),
    },
    {
      id: 'review.tour',
      title: 'Tour in five steps',
      group,
      keys: ['F1'],
      enabled: open,
      run: tour.next,
    },
    {
      id: 'review.zoom',
      title: 'Zoom the picture',
      group,
      keys: ['g'],
      foot: 'zoom',
      enabled: hasPicture,
      run: () => show(review, 'zoomed', !review.panels.get().zoomed),
    },
    {
      id: 'review.findings',
      title: 'What is found in the picture',
      group,
      keys: ['v'],
      enabled: hasPicture,
      run: toggleFindings,
    },
    {
      id: 'review.heat',
      title: 'Where in the picture the span looks',
      group,
      keys: ['Shift+v'],
      enabled: hasPicture,
      run: toggleHeat,
    },
    {
      id: 'review.caption',
      title: 'Write the caption',
      group,
      keys: ['Shift+c'],
      enabled: () => !readOnly && open(),
      run: () => {
        const post = detail()
        if (post !== null) writeCaption(review, post)
      },
    },
    {
      id: 'review.filter',
      title: 'Filter the queue',
      group,
      keys: ['Shift+f'],
      enabled: () => true,
      run: () => {
        const open = !review.panels.get().filter
        show(review, 'filter', open)
        // Once it is drawn: who opens it by key goes on by key.
        requestAnimationFrame(() => {
          if (open) document.getElementById(FILTER_ID)?.focus()
          else focusPost()
        })
      },
    },
    {
      id: 'review.drawer',
      title: 'Show or hide the queue',
      group,
      keys: ['q'],
      enabled: () => window.matchMedia('(max-width: 1099px)').matches,
      run: () => show(review, 'drawer', !review.panels.get().drawer),
    },
    {
      id: 'review.unselect',
      title: 'Leave the span',
      group: 'Move',
      keys: ['Escape'],
      where: 'content',
      // Esc first ends the tour.
      enabled: () => !tour.open() && review.session.get().selection.span !== null,
      run: () => review.act({ type: 'select', span: null }),
    },
  ]
}

/** Number keys by place, letter keys where no command has the letter already; a list for the types beyond these. */
function labelling({ review, labels, readOnly, listTypes }: ReviewCommandOptions): Command[] {
  const group = 'Type'
  const enabled = (): boolean => !readOnly && currentPost(review.session.get()) !== null
  const types = labels.map(({ name, title, key }, index): Command => ({
    id: `review.label.${name}`,
    title: `${title} (${name})`,
    group,
    keys: [...(index < NUMBERED_TYPES ? [`[Shift]+${String(index + 1)}`] : []), ...(key === '' ? [] : [key])],
    yields: true,
    enabled,
    run: () => review.act({ type: 'label', label: name }),
  }))
  const list = { id: 'review.types', title: 'Find a type by its name', group, keys: ['y'], enabled }
  const shown = labels.length > NUMBERED_TYPES ? { foot: 'types' } : {}
  return [...types, { ...list, ...shown, run: listTypes }]
}

function show(
  review: CommandedReview,
  panel: 'comment' | 'zoomed' | 'drawer' | 'filter' | 'history' | 'pace' | 'rules',
  open: boolean,
): void {
  review.panels.set((panels) => ({ ...panels, [panel]: open }))
}

/** Opens the field of the caption, or goes back to it where somebody wrote half of one. */
function writeCaption({ panels }: CommandedReview, { id, caption }: PostDetail): void {
  if (panels.get().captionDrafts.has(id)) document.getElementById(CAPTION_ID)?.focus()
  else panels.set((open) => withCaptionDraft(open, id, { text: null, over: caption }))
}
