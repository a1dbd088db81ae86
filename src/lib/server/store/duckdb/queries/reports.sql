-- Reports without their data, newest first, each with the link that was made for it last.
SELECT report.title, report.made_at AS report_made_at, report.made_by AS report_made_by, report.made_by_id, report.choices, report.sha256, link.*
FROM report
JOIN report_link AS link ON link.report = report.id
QUALIFY row_number() OVER (PARTITION BY report.id ORDER BY link.revoked_at IS NULL DESC, link.made_at DESC) = 1
ORDER BY report.made_at DESC, report.id;
