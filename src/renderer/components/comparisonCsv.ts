import type { ComparisonDocument } from '../../shared/api/trainingDocuments.ts'
import { csvOf } from '../app/saveText.ts'
import { counted, formatCount } from './numbers.ts'

type Compared = Pick<ComparisonDocument, 'examples' | 'flips' | 'first' | 'second'>

/** A file of the posts that two models do not both read right, and what the button that saves it says. */
export interface ComparisonFile {
  readonly words: string
  readonly name: string
  readonly text: string
}

/** A comparison keeps the first posts of each outcome; where that is not all, the button and the file's name say so. */
export function comparisonCsv({ examples, flips, first, second }: Compared): ComparisonFile {
  const kept = examples.length
  const all = flips.fixed + flips.broken + flips['both-wrong']
  return {
    words: kept === all ? 'Save as CSV' : `Save ${formatCount(kept)} of ${counted(all, 'post')} as CSV`,
    name: kept === all ? 'two-models.csv' : `two-models-${kept}-of-${all}-posts.csv`,
    text: csvOf([
      ['post', 'text', 'outcome', 'gold', first.name, second.name],
      ...examples.map((example) => {
        const spelled = (spans: typeof example.gold): string =>
          spans
            .map(({ start, end, type }) => `${example.tokens.slice(start, end).join(' ')} ${type}`)
            .join('; ')
        return [
          ...[example.externalId, example.tokens.join(' '), example.flip],
          ...[spelled(example.gold), spelled(example.first), spelled(example.second)],
        ]
      }),
    ]),
  }
}
