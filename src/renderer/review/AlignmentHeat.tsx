import type { ReactElement } from 'react'
import type { ShownRegion } from '../../shared/domain/explanation.ts'
import { meanAlignment } from './evidenceWords.ts'
import { placed } from './FoundBoxes.tsx'
import type { Review } from './review.ts'
import { useSpanEvidence } from './useSpanEvidence.ts'
import styles from './AlignmentHeat.module.css'

/** Of what a region puts in place of patches: below it the region is not drawn. */
const LEAST_SHARE = 0.05

/**
 * Where in the picture the chosen tokens look: the patch of the largest share is clear, the others lie under a veil, the
 * thicker the smaller the root of their share is beside it. An even look leaves the picture as it is. Pointing at it lifts the veil.
 */
export function AlignmentHeat({
  review,
  regions,
}: {
  readonly review: Review
  /** Whether to draw the regions that the model made use of as well. */
  readonly regions: boolean
}): ReactElement | null {
  const { evidence } = useSpanEvidence(review)
  const picture = evidence?.picture ?? null
  const shares = meanAlignment(picture)
  if (evidence === undefined || picture === null || shares === null) return null
  const most = Math.max(...shares)
  const used = (region: ShownRegion): boolean =>
    region.label !== null && (picture.regionGate[evidence.regions.indexOf(region)] ?? 0) >= LEAST_SHARE
  return (
    <div className={styles.heat} aria-hidden="true">
      <svg viewBox={`0 0 ${String(picture.columns)} ${String(picture.rows)}`} preserveAspectRatio="none">
        {shares.map((share, patch) => (
          <rect
            key={patch}
            x={patch % picture.columns}
            y={Math.floor(patch / picture.columns)}
            width={1}
            height={1}
            fillOpacity={most > 0 ? 1 - Math.sqrt(share / most) : 0}
          />
        ))}
      </svg>
      {regions
        ? evidence.regions
            .filter(used)
            .map((region, index) => <span key={index} className={styles.region} style={placed(region.box)} />)
        : null}
    </div>
  )
}
