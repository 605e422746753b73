import type { ReactElement } from 'react'
import { useState } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { DataTable } from '../components/DataTable.tsx'
import { formatCount, formatInstant } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import styles from './DataView.module.css'
import { PostsLink } from './PostsLink.tsx'

/** Who did how much, today and in all; nothing before anybody has done anything. */
export function PeopleTable(): ReactElement | null {
  const [since] = useState(midnight)
  const { data: people } = useCoreQuery('corrections.people', { since }, { keepPrevious: true })
  if (people === undefined || people.length === 0) return null
  return (
    <Section title="People" note="posts reviewed or corrected here, changes of many posts included">
      <DataTable
        caption="People"
        rows={people}
        rowKey={(row) => row.author}
        columns={[
          { title: 'Name', cell: ({ author }) => (author === '' ? 'no name' : author) },
          { title: 'Posts today', numeric: true, cell: ({ today }) => formatCount(today) },
          {
            title: 'Posts in all',
            numeric: true,
            cell: ({ author, posts }) => (
              <PostsLink words={`Posts of ${author}`} filter={{ reviewer: author }}>
                {formatCount(posts)}
              </PostsLink>
            ),
          },
          { title: 'Changes', numeric: true, cell: ({ changes }) => formatCount(changes) },
          {
            title: 'Latest',
            cell: ({ latest }) => <span className={styles.instant}>{formatInstant(latest)}</span>,
          },
        ]}
      />
    </Section>
  )
}

/** When today began here. */
function midnight(): string {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString()
}
