"""OpenFisca: a formula over monthly figures, which is asked anew each time."""
import logging

import numpy
from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

from task import BODIES, FLOOR, figure, nanoseconds, tell

logging.disable(logging.WARNING)
BODY = entities.build_entity(key="body", plural="bodies", label="A body", is_person=True)


class repairs(variables.Variable):
    value_type = float
    entity = BODY
    definition_period = periods.DateUnit.MONTH
    label = "Repairs"


def rule(reads):
    class enough(variables.Variable):
        value_type = bool
        entity = BODY
        definition_period = periods.DateUnit.MONTH
        label = "Whether the months come to enough"

        def formula(body, period):
            return sum(body("repairs", period.offset(-ago)) for ago in range(reads)) >= FLOOR * reads

    return enough


def took(reads, bodies):
    system = taxbenefitsystems.TaxBenefitSystem([BODY])
    system.add_variable(repairs)
    system.add_variable(rule(reads))
    simulation = simulations.SimulationBuilder().build_default_simulation(system, bodies)
    newest = periods.period("2001-12")
    for ago in range(reads):
        figures = numpy.array([figure(body, ago) for body in range(bodies)])
        simulation.set_input("repairs", newest.offset(-ago), figures)

    def call(_):
        simulation.delete_arrays("enough", newest)
        assert simulation.calculate("enough", newest).all()

    return nanoseconds(call, bodies)


for reads in (4, 20):
    tell(f"alone {reads}", took(reads, 1), "OpenFisca, one body")
    tell(f"alone {reads}", took(reads, BODIES), "OpenFisca, 10,000 bodies at once, for each")
