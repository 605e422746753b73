import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { formatInstant } from '../components/numbers.ts'

export interface Refusal {
  readonly title: string
  readonly words: string
  readonly advice: string
}

/** What a choice that was not acknowledged says to the person who made it. */
export function refusalOf(error: Error): Refusal {
  if (!(error instanceof WorkbenchError))
    return { title: 'Nothing was changed', words: error.message, advice: '' }
  if (error.kind === 'disconnected')
    return {
      title: 'The program did not answer',
      words: error.message,
      advice: 'Once it is back the post shows whether it is settled. If it is not, choose again.',
    }
  if (error.kind !== 'conflict')
    return { title: 'Nothing was changed', words: error.message, advice: 'The post stays as it is.' }
  const { author, at } = (error.details ?? {}) as { author?: string | null; at?: string | null }
  const when = typeof at === 'string' ? `, ${formatInstant(at)}` : ''
  return {
    title: 'Nothing was changed',
    words: `${author ?? 'Someone'} has changed this post since you opened it${when}.`,
    advice: 'It is shown as it is now. Look at it, then choose again.',
  }
}
