import type { ReactElement } from 'react'
import { Button } from '../components/Button.tsx'
import type { Column } from '../components/DataTable.tsx'
import { DataTable, IN_CELL } from '../components/DataTable.tsx'
import { formatCount, formatInstant } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import styles from './DataView.module.css'
import type { PostFilter } from './PostsLink.tsx'
import { PostsLink } from './PostsLink.tsx'
import type { Project } from '../app/project.ts'

interface DataTablesProps {
  readonly project: Project
  /** Null: the project is open for reading only. */
  readonly actions: FileActions | null
}

/** What can be done with a file of the project. */
interface FileActions {
  readonly onAddPictures: (file: Project['files'][number]) => void
  readonly onUpdate: (file: Project['files'][number]) => void
}

/** Files, splits and pictures, each as a plain table. */
export function DataTables({ project, actions }: DataTablesProps): ReactElement {
  return (
    <>
      <Section title="Files">
        <DataTable
          caption="Imported files"
          rows={project.files}
          rowKey={(row) => row.id}
          columns={[
            { title: 'Name', cell: (row) => row.name },
            { title: 'Format', cell: (row) => row.format },
            {
              title: 'Imported',
              cell: (row) => <span className={styles.instant}>{formatInstant(row.importedAt)}</span>,
            },
            { title: 'Posts', numeric: true, cell: (row) => formatCount(row.posts) },
            { title: 'With tag problems', numeric: true, cell: (row) => formatCount(row.problems) },
            ...(actions === null ? [] : actionColumns(actions)),
          ]}
        />
      </Section>
      <div className={styles.pair}>
        <Section title="Splits">
          <DataTable
            caption="Splits"
            rows={project.splits}
            rowKey={(row) => row.name ?? ''}
            columns={[
              { title: 'Split', cell: (row) => row.name ?? 'none' },
              { title: 'Posts', numeric: true, cell: (row) => formatCount(row.posts) },
              { title: 'Gold entities', numeric: true, cell: (row) => formatCount(row.spans) },
            ]}
          />
        </Section>
        <Section title="Pictures and captions">
          <DataTable
            caption="Pictures and captions"
            rows={pictureRows(project)}
            rowKey={(row) => row.words}
            columns={[
              { title: 'Posts', cell: (row) => row.words },
              {
                title: 'Count',
                numeric: true,
                cell: ({ words, count, filter }) =>
                  filter === null || count === 0 ? (
                    formatCount(count)
                  ) : (
                    <PostsLink words={words} filter={filter}>
                      {formatCount(count)}
                    </PostsLink>
                  ),
              },
            ]}
          />
        </Section>
      </div>
    </>
  )
}

function actionColumns({
  onAddPictures,
  onUpdate,
}: FileActions): readonly Column<Project['files'][number]>[] {
  return [
    {
      title: 'Pictures',
      cell: (row) => (
        <Button
          variant="quiet"
          className={IN_CELL}
          onClick={() => onAddPictures(row)}
          aria-label={`Add pictures to ${row.name}`}
        >
          Add pictures…
        </Button>
      ),
    },
    {
      title: 'Newer version',
      cell: (row) => (
        <Button
          variant="quiet"
          className={IN_CELL}
          onClick={() => onUpdate(row)}
          aria-label={`Compare ${row.name}`}
        >
          Compare…
        </Button>
      ),
    },
  ]
}

function pictureRows({ pictures, captions }: Project): readonly {
  readonly words: string
  readonly count: number
  readonly filter: PostFilter | null
}[] {
  return [
    { words: 'Picture found', count: pictures.ok, filter: null },
    { words: 'Picture missing', count: pictures.missing, filter: { picture: 'missing' } },
    { words: 'Picture broken', count: pictures.broken, filter: { picture: 'broken' } },
    { words: 'No picture named', count: pictures.none, filter: null },
    { words: 'With caption', count: captions, filter: null },
  ]
}
