import type { AgreementReport } from '../../shared/domain/agreement.ts'
import type { BothReadings, NewAgreement, ProjectStore } from '../store/types.ts'

/** Differing posts written in one transaction. */
const CHUNK = 500

/** Carries out a comparison and keeps it with every post on which the two differ; gives its id. A failed one leaves nothing. */
export async function keptComparison(
  agreements: ProjectStore['agreements'],
  about: NewAgreement,
  compare: (onDiffering: (post: BothReadings) => void) => Promise<AgreementReport>,
): Promise<number> {
  const id = agreements.begin(about)
  try {
    let chunk: BothReadings[] = []
    const report = await compare((post) => {
      chunk.push(post)
      if (chunk.length < CHUNK) return
      agreements.add(id, chunk)
      chunk = []
    })
    agreements.add(id, chunk)
    agreements.finish(id, report)
    return id
  } catch (error) {
    agreements.forget(id)
    throw error
  }
}
