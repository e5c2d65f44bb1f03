-- Fails, naming what and how many, when the restored database is not whole. Whether each hash fits the words of its fact
-- is what `tramita reconcile` computes; here it is whether nothing is missing between the first fact and the last.
\set ON_ERROR_STOP on
\set QUIET on
DO $$
DECLARE
    broken bigint;
    cases_of_it bigint;
    facts_of_it bigint;
BEGIN
    SELECT count(*) INTO cases_of_it FROM cases;
    SELECT count(*) INTO facts_of_it FROM facts;

    SELECT count(*) INTO broken FROM cases AS c
    WHERE c.last_seq <> (SELECT count(*) FROM facts AS f WHERE f.case_id = c.id)
       OR c.last_seq <> (SELECT coalesce(max(f.seq), 0) FROM facts AS f WHERE f.case_id = c.id);
    IF broken > 0 THEN RAISE EXCEPTION '% of % cases lack facts', broken, cases_of_it; END IF;

    SELECT count(*) INTO broken FROM (
        SELECT f.prev_hash, coalesce(
            lag(f.hash) OVER (PARTITION BY f.case_id ORDER BY f.seq),
            encode(sha256(convert_to(f.case_id, 'UTF8')), 'hex')
        ) AS before FROM facts AS f
    ) AS chained WHERE prev_hash <> before;
    IF broken > 0 THEN RAISE EXCEPTION '% of % facts are not chained to the one before', broken, facts_of_it; END IF;

    SELECT count(*) INTO broken FROM cases AS c
    JOIN facts AS f ON f.case_id = c.id AND f.seq = c.last_seq WHERE f.hash <> c.last_hash;
    IF broken > 0 THEN RAISE EXCEPTION '% cases do not end where their facts end', broken; END IF;

    SELECT count(*) INTO broken FROM contents AS c
    WHERE length(c.content) <> c.size OR encode(sha256(c.content), 'hex') <> c.sha256;
    IF broken > 0 THEN RAISE EXCEPTION '% documents are not what they were', broken; END IF;

    RAISE NOTICE 'whole: % cases, % facts', cases_of_it, facts_of_it;
END
$$;
