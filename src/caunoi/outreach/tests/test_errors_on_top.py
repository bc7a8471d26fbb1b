"""Whatever form of a page is wrong, the page begins with what to mend, and leads there."""

import re

from caunoi.people import actions as people

SUMMARY = re.compile(r'<div class="govuk-error-summary".*?</div>\s*</div>', re.S)


def test_what_is_wrong_stands_on_top_and_leads_there(peer, acting, now, client_of):
    card = people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")
    client = client_of(peer)
    lines = {"setting": "street", "topics": ["rights"], "on": "1/9/2026", "lines": "1", "line-0-who": "sen vàng"}
    for path, sent in (
        ("/contacts/several/", lines),
        (f"/contacts/plan/{card.pseudonym_id}/", {"form": "follow_up", "why": "ask", "due_on": "31/2/2026"}),
    ):
        page = client.post(path, sent).content.decode()
        summary = SUMMARY.search(page)
        assert summary, path
        for target in re.findall(r'href="#([^"]+)"', summary[0]):
            assert f'id="{target}"' in page, f"{path}: {target}"
    more = client.post("/contacts/several/", lines | {"more": "1"}).content.decode()
    assert not SUMMARY.search(more), "lines were asked for, nothing is wrong yet"
