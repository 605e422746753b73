import type { ReactElement } from 'react'
import type { Project } from '../app/project.ts'
import { SnapshotTable } from '../app/SnapshotTable.tsx'
import { Section } from '../components/Page.tsx'

/** Copies of the open project from earlier, and the way back to one. */
export function Snapshots({ project }: { readonly project: Project }): ReactElement {
  const { location, reviewed, readOnly } = project
  return (
    <Section
      title="Snapshots"
      note="Copies of all posts and reviews, taken automatically; the newest ten and one for each of seven days are kept"
    >
      <SnapshotTable of={{ project: location }} reviewed={reviewed} readOnly={readOnly} />
    </Section>
  )
}
