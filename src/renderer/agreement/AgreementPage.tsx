import type { ReactElement } from 'react'
import { useState } from 'react'
import { useCoreCall } from '../app/coreCalls.ts'
import type { Project } from '../app/project.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { SelectField } from '../components/Field.tsx'
import { counted, formatCount, formatInstant } from '../components/numbers.ts'
import { Page } from '../components/Page.tsx'
import { AgreementFigures } from './AgreementFigures.tsx'
import type { Agreement } from './agreements.ts'
import { usePageCommands } from './pageCommands.ts'
import { saveAgreement } from './saveAgreement.ts'
import styles from './AgreementPage.module.css'

interface AgreementPageProps {
  readonly agreement: Agreement
  readonly agreements: readonly Agreement[]
  readonly project: Project
  readonly onCompare: () => void
}

/** The figures of one comparison, and the way to the posts on which the two differ. */
export function AgreementPage({
  agreement,
  agreements,
  project,
  onCompare,
}: AgreementPageProps): ReactElement {
  const { router } = useWorkbench()
  const keyOf = useKeyOf()
  const [forgetting, setForgetting] = useState(false)
  const { id, differing, left } = agreement
  usePageCommands(agreement)
  return (
    <Page
      title="Agreement"
      width="text"
      summary={differing === 0 ? 'No post differs' : settlingWords(differing, left)}
      actions={
        <>
          <Button keys={keyOf('agreement.save')} onClick={() => saveAgreement(agreement)}>
            Save as CSV
          </Button>
          <Button keys={keyOf('agreement.compare')} disabled={project.readOnly} onClick={onCompare}>
            Compare…
          </Button>
          <Button
            variant="primary"
            // Enter goes on from here, however one came.
            autoFocus
            keys={keyOf('agreement.settle')}
            disabled={differing === 0}
            onClick={() => router.go('agreement', String(id), 'settle')}
          >
            {left === 0 ? 'Look through' : `Settle ${formatCount(left)}`}
          </Button>
        </>
      }
    >
      <div className={styles.subject}>
        {agreements.length === 1 ? (
          <p>{titleOf(agreement)}</p>
        ) : (
          <SelectField
            label="Comparison"
            value={String(id)}
            options={agreements.map((one) => ({ value: String(one.id), label: titleOf(one) }))}
            onChange={(next) => router.replace('agreement', next)}
          />
        )}
        <Button variant="quiet" disabled={project.readOnly} onClick={() => setForgetting(true)}>
          Remove…
        </Button>
      </div>
      <AgreementFigures agreement={agreement} labels={project.labels} />
      {forgetting ? (
        <ForgetDialog agreement={agreement} project={project} onClose={() => setForgetting(false)} />
      ) : null}
    </Page>
  )
}

function titleOf({ first, second, source, at }: Agreement): string {
  const from = source === second ? '' : `, from ${source}`
  return `${first} and ${second}${from}, ${formatInstant(at)}`
}

function settlingWords(differing: number, left: number): string {
  const differ = `${counted(differing, 'post')} ${differing === 1 ? 'differs' : 'differ'}`
  return left === 0 ? `${differ}, all settled` : `${differ}, ${formatCount(left)} left to settle`
}

interface ForgetDialogProps {
  readonly agreement: Agreement
  readonly project: Project
  readonly onClose: () => void
}

function ForgetDialog({ agreement, project, onClose }: ForgetDialogProps): ReactElement {
  const { router } = useWorkbench()
  const forget = useCoreCall('agreement.forget', () => {
    router.replace('agreement')
    onClose()
  })
  return (
    <ConfirmDialog
      title="Remove this comparison?"
      keep="Keep it"
      act="Remove"
      call={forget}
      failure="The comparison was not removed"
      onConfirm={() => forget.mutate({ project: project.location, id: agreement.id })}
      onClose={onClose}
    >
      Its figures and the readings of {agreement.second} are forgotten. What was settled stays as it is.
    </ConfirmDialog>
  )
}
