import { answerWith, BadInput } from '$lib/server/api';
import { priceHistory } from '$lib/server/answers/price-history';
import type { RequestHandler } from './$types';

/** GET /api/v1/prices/history?provider=&model=&price_list=: every price of a model, those that were superseded too. */
export const GET: RequestHandler = (event) =>
  answerWith(event, (_, query) => {
    const [provider, model] = [query.get('provider'), query.get('model')];
    if (!provider || !model)
      throw new BadInput([{ where: provider ? 'model' : 'provider', message: 'say which model is meant' }]);
    return priceHistory({ provider, model, priceList: query.get('price_list') ?? 'list' });
  });
