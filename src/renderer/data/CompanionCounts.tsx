import type { ReactElement } from 'react'
import type { ImportDocument } from '../../shared/api/jobResults.ts'
import { counted, formatCount } from '../components/numbers.ts'

/** What was found of pictures, captions and boxes. */
export function CompanionCounts({ document }: { readonly document: ImportDocument }): ReactElement {
  const { pictures, captions, boxes } = document
  return (
    <p>
      Pictures: {formatCount(pictures.found)} found, {formatCount(pictures.missing)} missing,{' '}
      {formatCount(pictures.broken)} broken
      {pictures.refused === 0 ? '' : `, ${formatCount(pictures.refused)} refused`}.
      {captions == null
        ? ''
        : ` Captions: ${counted(captions.used, 'post')} got one${leftWords(captions.left)}.`}
      {boxes == null
        ? ''
        : ` Boxes: ${formatCount(boxes.regions)} in ${counted(boxes.found, 'picture')}, ${formatCount(boxes.missing)} without, ${formatCount(boxes.broken)} broken${leftWords(boxes.left)}.`}
    </p>
  )
}

/** What was in the project stays. */
function leftWords(left: number): string {
  return left === 0 ? '' : `, ${formatCount(left)} left as they were`
}
