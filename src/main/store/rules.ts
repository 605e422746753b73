import { NO_RULES } from '../../shared/domain/projectRules.ts'
import type { ProjectRules } from '../../shared/domain/projectRules.ts'
import type { StoreContext } from './context.ts'
import type { RuleStore } from './types.ts'

export function ruleStore(context: StoreContext): RuleStore {
  const { connection } = context
  const get = (): ProjectRules => {
    const row = connection.get<{ rules: string | null }>('SELECT rules FROM project')
    return { ...NO_RULES, ...(JSON.parse(row?.rules ?? '{}') as Partial<ProjectRules>) }
  }
  return {
    get,
    replace: (rules) =>
      context.write(() => {
        connection.run('UPDATE project SET rules = ?', [JSON.stringify(rules)])
      }),
  }
}
