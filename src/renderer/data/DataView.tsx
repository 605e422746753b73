import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { AskedPage } from '../components/AskedPage.tsx'
import { Button } from '../components/Button.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted } from '../components/numbers.ts'
import { Page } from '../components/Page.tsx'
import { AddPicturesDialog } from './AddPicturesDialog.tsx'
import { BulkList } from './BulkList.tsx'
import { DataTables } from './DataTables.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { LintPanel } from './LintPanel.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import type { Project } from '../app/project.ts'
import { Snapshots } from './Snapshots.tsx'
import { UpdateDialog } from './UpdateDialog.tsx'

/** What the project holds and where it came from; the way in and the way out. */
export function DataView(): ReactElement {
  const { commands, router } = useWorkbench()
  const asksToImport = useStore(router.route, ({ rest }) => rest[0] === 'import')
  const keyOf = useKeyOf()
  const asked = useCoreQuery('projects.current', {})
  const project = asked.data
  const damage = useCoreQuery('projects.damage', {})
  const [pictured, setPictured] = useState<Project['files'][number] | null>(null)
  const [updated, setUpdated] = useState<Project['files'][number] | null>(null)
  const [dialog, setDialog] = useState<'import' | 'export' | null>(null)
  const readOnly = project?.readOnly ?? true
  const empty = project?.posts === 0

  useCommandList(
    commands,
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'data.import',
          title: 'Import posts',
          group: 'Data',
          keys: ['i'],
          foot: 'import',
          enabled: () => !readOnly,
          run: () => setDialog('import'),
        },
        {
          id: 'data.export',
          title: 'Export posts',
          group: 'Data',
          keys: ['e'],
          foot: 'export',
          enabled: () => !empty,
          run: () => setDialog('export'),
        },
      ],
      [readOnly, empty],
    ),
  )

  if (project == null)
    return (
      <AskedPage
        title="Data"
        asked={asked}
        waiting="Reading the project"
        failure="The project could not be read"
      />
    )
  const importButton = (
    <Button
      variant="primary"
      keys={keyOf('data.import')}
      disabled={readOnly}
      onClick={() => setDialog('import')}
    >
      Import…
    </Button>
  )
  return (
    <>
      {empty ? (
        <EmptyState title="This project holds no posts yet" action={importButton}>
          Import posts from IMGID, CoNLL or JSON-lines files, with their pictures and captions. You see how
          they will be stored before anything is written.
        </EmptyState>
      ) : (
        <Page
          title="Data"
          summary={`${counted(project.posts, 'post')}, ${counted(project.reviewed, 'reviewed', 'reviewed')}`}
          actions={
            <>
              <Button keys={keyOf('data.export')} onClick={() => setDialog('export')}>
                Export…
              </Button>
              {importButton}
            </>
          }
        >
          {damage.data == null ? null : (
            <ErrorNotice title="This project is damaged" error={new Error(damage.data)} />
          )}
          <DataTables
            project={project}
            actions={readOnly ? null : { onAddPictures: setPictured, onUpdate: setUpdated }}
          />
          <PeopleTable />
          <LintPanel project={project} />
          <BulkList />
          <Snapshots project={project} />
        </Page>
      )}
      {dialog === 'import' || asksToImport ? (
        <ImportDialog
          labels={project.labels}
          onClose={() => {
            router.replace('data')
            setDialog(null)
          }}
        />
      ) : null}
      {pictured === null ? null : <AddPicturesDialog file={pictured} onClose={() => setPictured(null)} />}
      {updated === null ? null : (
        <UpdateDialog file={updated} labels={project.labels} onClose={() => setUpdated(null)} />
      )}
      {dialog === 'export' ? <ExportDialog project={project} onClose={() => setDialog(null)} /> : null}
    </>
  )
}
