import type { Request, Response } from 'express'
import { answerProposals, ruleCollection } from '../../backpack/sharing/collections.js'
import type { Context } from '../../context.js'
import { listFacets } from '../../store/badge-search.js'
import { findRule, listProposals } from '../../store/collection-rules.js'
import { findCollection, listCollections } from '../../store/collections.js'
import { readAnswers, readRule, ruleText } from '../forms/collection.js'
import { accountOf, flash } from '../middleware/account.js'
import { renderPage } from '../render.js'
import { templateFunctions } from '../template-functions.js'
import { proposalsView, ruleChoice, ruleWords } from '../view-models/collection-rule.js'

type WithId = Request<{ id: string }>

/** Collections that are proposed what fits a rule. Nothing joins, and so nothing becomes visible, by itself. */
export function collectionRulePages(ctx: Context) {
  const dates = templateFunctions(ctx)
  return {
    async edit(req: WithId, res: Response) {
      const owner = accountOf(res).id
      const { id, title: name } = await findCollection(ctx.db, owner, req.params.id)
      const current = await findRule(ctx.db, owner, id)
      const chosen = readRule(req.query.rule)
      const fitting = chosen ? await listProposals(ctx.db, owner, id, chosen, true) : []
      const { shareCount = 0 } =
        (await listCollections(ctx.db, owner)).find((one) => one.id === id) ?? {}
      const model = {
        title: 'Fill by a rule',
        id,
        name,
        choice: ruleChoice(await listFacets(ctx.db, owner), chosen ?? current),
        current: current && ruleWords(current),
        chosen: chosen && { text: ruleText(chosen), words: ruleWords(chosen) },
        ...proposalsView(fitting, shareCount, dates),
      }
      renderPage(res, 'collections/rule', { ...model, here: '/collections' })
    },

    async update(req: WithId, res: Response) {
      const { id } = req.params
      const rule = readRule((req.body as { rule?: unknown } | undefined)?.rule)
      const answers = readAnswers(req.body)
      const count = await ruleCollection(ctx, accountOf(res).id, id, rule, answers)
      flash(
        req as Request,
        rule ? `${joined(count)} ${PROMISE}` : 'The rule is gone. The badges stay.',
      )
      res.redirect(303, `/collections/${id}`)
    },

    async answer(req: WithId, res: Response) {
      const { id } = req.params
      const count = await answerProposals(ctx, accountOf(res).id, id, readAnswers(req.body))
      flash(req as Request, joined(count))
      res.redirect(303, `/collections/${id}`)
    },
  }
}

const PROMISE = 'New ones that fit will be proposed to you here first.'

function joined(count: number): string {
  if (count === 0) return 'No badge was added.'
  return count === 1 ? '1 badge is added.' : `${count} badges are added.`
}
