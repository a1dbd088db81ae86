-- Of prices with the same list, provider, model, tier, bound, hours and date, the last one added.
SELECT * EXCLUDE (seq)
FROM price
QUALIFY row_number() OVER (
  PARTITION BY price_list, provider, model, tier, above_prompt_tokens, daily_window, effective_from ORDER BY seq DESC
) = 1
ORDER BY seq;
