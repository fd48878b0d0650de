"""When a joint initiative becomes public."""

from django.db import transaction
from django.utils import timezone

from county.models import User
from foundation.errors import WrongState
from foundation.versions import lock
from initiatives.models import Initiative
from initiatives.services.writing import in_the_name_of
from initiatives.states import JOINT
from initiatives.steering import touch_public


@transaction.atomic
def publish(initiative_id: int, *, actor: User) -> Initiative:
    """Make the initiative public, now that its approving decision has been diarised.

    Doing it again changes nothing. Raises WrongState for one that is not a joint initiative.
    """
    initiative = lock(Initiative, initiative_id, version=None)
    if initiative.state not in JOINT:
        raise WrongState("Bara en beslutad gemensam satsning kan bli offentlig.")
    if initiative.published_at is None:
        initiative.published_at = timezone.now()
        in_the_name_of(initiative, actor)
        initiative.save(update_fields=["published_at"])
        touch_public(initiative)
    return initiative
